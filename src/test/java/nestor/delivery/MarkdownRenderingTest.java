package nestor.delivery;

import static nestor.delivery.ShippedTemplates.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.NotAssessed;
import nestor.advisory.Status;
import nestor.rulebook.Priority;
import org.junit.jupiter.api.Test;

class MarkdownRenderingTest {
  private static final MarkdownEscaping ESCAPING = new MarkdownEscaping();

  @Test
  void everyReasonIsKeptInTheAppendix() {
    String markdown = render(BankAdvisory.rich(), Format.MARKDOWN);

    assertThat(markdown).contains("- and 24 more, in [All reasons](#all-reasons)\n");
    assertThat(markdown.substring(markdown.indexOf("## All reasons")))
        .contains(IntStream.rangeClosed(1, 30).mapToObj(i -> "- system-" + i + " was").toList());
  }

  @Test
  void withoutLongListsThereIsNoAppendix() {
    Advisory shortOne =
        BankAdvisory.only(
            BankAdvisory.recommendation(
                "delivery/slipping", Priority.HIGH, Status.NEW, "CTO", List.of("One reason")));

    assertThat(render(shortOne, Format.MARKDOWN)).doesNotContain("All reasons");
  }

  @Test
  void aRecommendationNamesItsSourcesLimitsAndEvidence() {
    assertThat(render(BankAdvisory.rich(), Format.MARKDOWN))
        .contains(
            "### 1. Prove that the backups can be restored\n",
            "**Critical** · CIO · overdue since 10 Mar 2026 · days of work · worse than last time, open since 3 Mar 2026\n",
            "**Thresholds:** restore test, critical: 90 days (our judgement); late share: 30%",
            "**From:** *What is a Chief Technology Officer? (CTO Academy)*, What are",
            "**Evidence:** acme.json (backups, 29 entries; practices)");
  }

  @Test
  void aTableOfWhatIsMissingIsATable() {
    assertThat(render(BankAdvisory.rich(), Format.MARKDOWN))
        .contains("| --- | ---: | ---: |\n| meetings | 3 | 2 |\n| environmentalGoals | 1 | 1 |\n");
  }

  @Test
  void dataCannotBreakTheStructure() {
    assertThat(skeleton(ShippedTemplates.HOSTILE)).isEqualTo(skeleton("harmless"));
    assertThat(
            render(
                BankAdvisory.only(BankAdvisory.saying(ShippedTemplates.HOSTILE)), Format.MARKDOWN))
        .contains(
            "### 1. \\# \\<script\\>alert('x')\\</script\\> \\*\\*bold\\*\\* \\`code\\` \\| cell"
                + " \\[a\\](javascript:b) \\_em\\_ \\&amp; {{ organisation }} red over - next\n");
  }

  @Test
  void aMarkIsEscapedOnceAndOnlyWhereItMeansSomething() {
    assertThat(ESCAPING.escape("- item")).isEqualTo("\\- item");
    assertThat(ESCAPING.escape("1. first")).isEqualTo("1\\. first");
    assertThat(ESCAPING.escape("0.1.0")).isEqualTo("0.1.0");
    assertThat(ESCAPING.escape("a-b + c. 2) d")).isEqualTo("a-b + c. 2) d");
    assertThat(ESCAPING.escape("a\\*b")).isEqualTo("a\\\\\\*b");
  }

  @Test
  void blankLinesNeverPileUp() {
    assertThat(render(BankAdvisory.rich(), Format.MARKDOWN))
        .doesNotContain("\n\n\n")
        .startsWith("# Acme Bank: advisory of 21 Nov 2026\n\n**3 critical")
        .endsWith("Nestor 0.1.0\n");
  }

  /** The marks that are left when escaped ones and all words are gone. */
  private static List<String> skeleton(String words) {
    Advisory advisory =
        BankAdvisory.advisory(
            List.of(BankAdvisory.saying(words)),
            List.of(),
            List.of(new NotAssessed("topic/other", List.of(words))),
            List.of(new Advisory.Waived("topic/waived", words, words, BankAdvisory.TODAY)),
            List.of());
    return render(advisory, Format.MARKDOWN)
        .lines()
        .map(line -> line.replaceAll("\\\\.", "").replaceAll("[^-#*`|<>_\\[\\]&]", ""))
        // A dash within a line is only a dash.
        .map(line -> line.replaceAll("(?<=.)-", ""))
        .toList();
  }
}
