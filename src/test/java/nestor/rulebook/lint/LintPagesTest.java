package nestor.rulebook.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.RulebookLoader;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages of the lints: one for each lint, with examples that are as bad and as good as said. */
class LintPagesTest {
  private static final Path PAGES = Path.of("docs/lints");

  /** A block, its language left out, and where its text belongs. */
  private static final Pattern BLOCK =
      Pattern.compile("^```\\w+ (\\S+)\n(.*?\n)```$", Pattern.MULTILINE | Pattern.DOTALL);

  private @TempDir Path folder;

  @Test
  void eachLintHasItsPageAndEachPageItsLint() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(
              pages.map(page -> page.getFileName().toString()).filter(n -> !n.equals("README.md")))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(LintWarning.Kind.values()).map(kind -> kind.id() + ".md").toList());
    }
    String index = Files.readString(PAGES.resolve("README.md"));
    for (LintWarning.Kind kind : LintWarning.Kind.values()) {
      assertThat(index)
          .contains(
              "| [%s](%s.md) | %s | %s |\n"
                  .formatted(
                      kind.id(), kind.id(), kind.stops() ? "fault" : "warning", kind.means()));
    }
  }

  @ParameterizedTest
  @EnumSource(LintWarning.Kind.class)
  void aPageBeginsWithWhatItsLintReports(LintWarning.Kind kind) throws IOException {
    assertThat(page(kind)).startsWith("# " + kind.id() + "\n\n" + kind.means() + ".\n");
  }

  @ParameterizedTest
  @EnumSource(value = LintWarning.Kind.class, names = "UNTRIED", mode = EnumSource.Mode.EXCLUDE)
  void theBadExampleIsReportedAndTheGoodOneIsNot(LintWarning.Kind kind) throws IOException {
    ShopRulebook.in(folder.resolve("bad"));
    add(kind, "Bad", folder.resolve("bad"));
    assertThat(remarks(folder.resolve("bad"))).isNotEmpty().containsOnly(kind.id());
    ShopRulebook.in(folder.resolve("good"));
    add(kind, "Good", folder.resolve("good"));
    assertThat(remarks(folder.resolve("good"))).isEmpty();
  }

  @Test
  void theGoodExamplesTogetherAreARulebookWithoutFaults() throws IOException {
    ShopRulebook.in(folder);
    for (LintWarning.Kind kind : LintWarning.Kind.values()) {
      if (kind != LintWarning.Kind.UNTRIED) {
        add(kind, "Good", folder);
      }
    }
    assertThat(ShopRulebook.faults(folder)).isEmpty();
  }

  /** Whether a rule is tried is seen by running its scenarios, not by reading it. */
  @Test
  void theBadExampleOfUntriedIsReportedAndTheGoodOneIsNot() throws IOException {
    ShopRulebook.in(folder.resolve("bad"));
    add(LintWarning.Kind.UNTRIED, "Bad", folder.resolve("bad"));
    assertThat(untried(folder.resolve("bad"))).contains("stock/untried");
    ShopRulebook.in(folder.resolve("good"));
    add(LintWarning.Kind.UNTRIED, "Good", folder.resolve("good"));
    assertThat(untried(folder.resolve("good"))).doesNotContain("stock/untried");
  }

  private static Set<String> untried(Path folder) {
    try (CompiledRulebook rulebook = RulebookCompiler.load(folder).rulebook().orElseThrow()) {
      return Set.copyOf(new ScenarioRunner(rulebook).untried().keySet());
    }
  }

  private static List<String> remarks(Path folder) {
    ParsedRulebook parsed = RulebookLoader.draft(folder);
    return Suppressions.leave(parsed, Linter.of(parsed)).stream().map(w -> w.kind().id()).toList();
  }

  private static String page(LintWarning.Kind kind) throws IOException {
    return Files.readString(PAGES.resolve(kind.id() + ".md"));
  }

  private static void add(LintWarning.Kind kind, String heading, Path folder) throws IOException {
    String page = page(kind);
    int from = page.indexOf("\n## " + heading + "\n") + 1;
    int to = page.indexOf("\n## ", from);
    Matcher block = BLOCK.matcher(to < 0 ? page.substring(from) : page.substring(from, to));
    List<String> seen = new ArrayList<>();
    while (block.find()) {
      seen.add(block.group(1));
      boolean conditions = block.group(1).equals("conditions");
      Files.writeString(
          folder.resolve(conditions ? "stock.drl" : block.group(1)),
          conditions ? rule(kind.id(), block.group(2)) : "\n" + block.group(2),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    assertThat(seen).as(heading + " of " + kind.id()).isNotEmpty();
  }

  private static String rule(String name, String conditions) {
    return """

    rule "stock/%s"
      @title("Look after the stock") @action("Look at each article.")
      @owner("manager") @priority("low") @effort("days") @source("book, Stock")
    when
    %sthen
      advise.because("It is time.");
    end
    """
        .formatted(name, conditions.indent(2));
  }
}
