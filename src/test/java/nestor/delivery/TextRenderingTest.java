package nestor.delivery;

import static nestor.delivery.ShippedTemplates.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.NotAssessed;
import nestor.advisory.Status;
import nestor.rulebook.Priority;
import org.junit.jupiter.api.Test;

class TextRenderingTest {
  @Test
  void theHeadlineSaysTheStateInNumbersAndTheNews() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .contains(
            "3 critical and 4 high-priority recommendations, 10 in all\n",
            "Since the last advisory: 3 new, 1 worse, 1 better and 1 resolved\n",
            "Advisory of 21 Nov 2026\n");
  }

  @Test
  void oneIsSingular() {
    Advisory one =
        BankAdvisory.advisory(
            List.of(recommendation("delivery/slipping", Priority.CRITICAL, Status.NEW)),
            List.of("people/attrition"),
            List.of(new NotAssessed("technology/roadmap", List.of("roadmap"))),
            List.of(),
            List.of());

    assertThat(render(one, Format.TEXT))
        .contains(
            "1 critical recommendation\n",
            "Nothing to do on 1 question.",
            "1 question waits for data");
  }

  @Test
  void aFirstAdvisorySaysNothingOfNews() {
    Advisory first =
        BankAdvisory.only(recommendation("delivery/slipping", Priority.LOW, Status.NEW));

    assertThat(render(first, Format.TEXT))
        .contains(
            "1 recommendation, none of high priority\n",
            "Who     CTO · by 20 May 2027 · days of work\n")
        .doesNotContain("Since the last advisory");
  }

  @Test
  void anAdvisoryInWhichNothingMovedSaysSo() {
    Advisory still =
        BankAdvisory.only(recommendation("delivery/slipping", Priority.LOW, Status.STANDING));

    assertThat(render(still, Format.TEXT))
        .contains("Nothing has changed since the last advisory\n", "overdue since 30 Aug 2026");
  }

  @Test
  void nothingToRecommendIsAnAnswer() {
    assertThat(render(BankAdvisory.nothing(), Format.TEXT))
        .contains("Nothing to recommend\n")
        .doesNotContain("WHAT TO DO", "\nCLEAR", "WAIVED", "WHERE YOU STAND");
  }

  @Test
  void aStanceOpensTheAdvisoryAndIsNoRecommendation() {
    Advisory stance =
        BankAdvisory.only(recommendation(BankAdvisory.STANCE, Priority.MEDIUM, Status.NEW));

    assertThat(render(stance, Format.TEXT))
        .contains("Nothing to recommend\n", "WHERE YOU STAND\n\n    Technology leads here")
        .doesNotContain("WHAT TO DO", "MEDIUM");
  }

  @Test
  void theFirstSevenAreToldInFullAndTheRestByTopic() {
    String text = render(BankAdvisory.rich(), Format.TEXT);
    String full =
        text.substring(text.indexOf("WHAT TO DO FIRST"), text.indexOf("ALSO RECOMMENDED"));
    String rest = text.substring(text.indexOf("ALSO RECOMMENDED"));

    assertThat(full)
        .contains(
            " 1  CRITICAL  Prove that the backups can be restored\n",
            "    Held to restore test, critical: 90 days (our judgement)\n",
            "            late share: 30% (from the source)\n",
            " 7  HIGH      Watch for vulnerabilities all the time\n")
        .containsPattern(
            "From    What is a Chief Technology Officer\\? \\(CTO Academy\\): What are");
    assertThat(rest)
        .containsSubsequence(
            "    Delivery\n", " 8  MEDIUM", "10  LOW", "    Suppliers\n", " 9  MEDIUM");
  }

  @Test
  void manyReasonsAreCutWithACount() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .contains("system-6 was never", "and 24 more")
        .doesNotContain("system-7 was never");
  }

  @Test
  void oneActionThatSettlesSeveralIsNamedWithThem() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .contains("The resilience drill covers 3 of these together: 1, 2 and 3\n")
        .doesNotContain("sales gate");
  }

  @Test
  void whatIsMissingForMostStandsFirst() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .containsSubsequence(
            "meetings, for 3 questions (2 of them for nothing else)\n",
            "environmentalGoals, for 1 question\n",
            "forums, for 1 question\n",
            "- Hear customers first hand every month (needs meetings)\n");
  }

  @Test
  void whatWasSetAsideAndWhatIsResolvedIsTold() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .contains(
            "technology/fit-review: waived by CIO until 1 Apr 2027: The core system",
            "✓ security/risk-assessment (had been open since 3 Mar 2026)");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    Advisory wide =
        BankAdvisory.only(
            BankAdvisory.saying("A long title that goes on for many words ".repeat(9)),
            BankAdvisory.saying("Donaudampfschifffahrtsgesellschaft".repeat(9)),
            BankAdvisory.saying("日本語の見出し".repeat(30)));

    assertThat(render(wide, Format.TEXT).lines())
        .allSatisfy(line -> assertThat(Ansi.width(line)).as(line).isLessThanOrEqualTo(80));
    assertThat(render(BankAdvisory.rich(), Format.TEXT).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotMatch(".* $"));
  }

  @Test
  void blankLinesNeverPileUp() {
    assertThat(render(BankAdvisory.rich(), Format.TEXT))
        .doesNotContain("\n\n\n\n")
        .doesNotStartWith("\n")
        .endsWith("Nestor 0.1.0\n");
  }

  @Test
  void colourAddsNothingButStyles() {
    String plain = ShippedTemplates.renderer().text(BankAdvisory.rich(), false, 80);
    String coloured = ShippedTemplates.renderer().text(BankAdvisory.rich(), true, 80);

    assertThat(plain).doesNotContain("\u001B");
    assertThat(coloured).contains("\u001B[1;31mCRITICAL\u001B[0m");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]+m", "")).isEqualTo(plain);
  }

  @Test
  void dataCannotSteerTheTerminal() {
    Advisory hostile = BankAdvisory.only(BankAdvisory.saying(ShippedTemplates.HOSTILE));

    String text = render(hostile, Format.TEXT);

    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cntrl}\\u202E]");
    assertThat(text).contains("{{ organisation }} red over - next");
  }

  private static Advisory.Recommendation recommendation(String rule, Priority p, Status s) {
    return BankAdvisory.recommendation(rule, p, s, "CTO", List.of("One reason"));
  }
}
