package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Origin;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.rulebook.KitchenRulebook;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Impact of an edit, reported before it is live. */
class ImpactCommandTest {
  private static final String WARM = KitchenRulebook.WARM;
  private static final String OLD =
      """
      rule "k/old" @title("Check it") @action("A.") @owner("chef") @priority("low") @source("book, 1")
      when
        $f : Fridge(checkedOn == null)
      then
        advise.because("{$f.name} was never checked.");
      end
      """;

  private @TempDir Path folder;

  @BeforeEach
  void threeKitchens() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "fridges: [{name: f, celsius: 6}]");
    Files.writeString(
        folder.resolve("b.yaml"), "fridges: [{name: f, celsius: 8, checkedOn: 2026-01-01}]");
    Files.writeString(folder.resolve("c.yaml"), "fridges: []");
  }

  @Test
  void aMovedThresholdNamesWhomItReachesAndWhoHearsOtherWords() throws IOException {
    book("before", WARM);
    book("after", WARM);
    edit("after/thresholds.yaml", "value: 7", "value: 5");
    assertThat(impact("--against", folder.resolve("before").toString()))
        .containsExactly(
            "k/warm  Cool it",
            "  recommended now for a",
            "  says otherwise for b",
            "Against "
                + folder.resolve("before")
                + ": 1 rule answers otherwise, for 2 of 3"
                + " organisations.");
  }

  @Test
  void aNewRuleAppearsAndADroppedOneVanishesOnlyWhereItWasRecommended() throws IOException {
    book("before", WARM);
    book("after", OLD);
    assertThat(impact("--against", folder.resolve("before").toString()))
        .startsWith(
            "k/old  Check it",
            "  recommended now for a",
            "k/warm  Cool it",
            "  no longer recommended for b");
  }

  @Test
  void aRaisedPriorityIsMoreUrgent() throws IOException {
    book("before", WARM);
    book("after", WARM.replace("\"low\"", "\"high\""));
    assertThat(impact("--against", folder.resolve("before").toString()))
        .startsWith("k/warm  Cool it", "  more urgent for b");
  }

  @Test
  void whatIsWaivedIsToldAsWaivedAndNotAsRecommended() throws IOException {
    book("before", WARM);
    book("after", WARM);
    edit("after/thresholds.yaml", "value: 7", "value: 5");
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        fridges: [{name: f, celsius: 6}]
        waivers: [{rule: k/warm, by: Chef, why: It is winter., until: 2026-06-30}]
        """);
    assertThat(impact("--against", folder.resolve("before").toString()))
        .startsWith("k/warm  Cool it", "  says otherwise for b", "  due now, and waived for a");
    assertThat(impact("--against", folder.resolve("before").toString(), "--as-of", "2026-07-01"))
        .startsWith("k/warm  Cool it", "  recommended now for a", "  says otherwise for b");
  }

  @Test
  void aWaiverOfWhatIsNoLongerDueSaysNothing() throws IOException {
    book("before", WARM);
    book("after", WARM);
    edit("after/thresholds.yaml", "value: 7", "value: 9");
    Files.writeString(
        folder.resolve("b.yaml"),
        """
        fridges: [{name: f, celsius: 8}]
        waivers: [{rule: k/warm, by: Chef, why: It is winter., until: 2026-06-30}]
        """);
    assertThat(impact("--against", folder.resolve("before").toString()))
        .startsWith("k/warm  Cool it", "  clear now, not assessed or waived before for b");
  }

  @Test
  void withoutAnEditEveryAnswerIsTheSameForOrganisationsMadeByChanceToo() throws IOException {
    book("before", WARM);
    book("after", WARM);
    assertThat(impact("--against", folder.resolve("before").toString(), "--generated", "20"))
        .containsExactly(
            "Against "
                + folder.resolve("before")
                + ": every answer is the same for all 23 organisations.");
  }

  @Test
  void aRevisionInGitIsTheFormerRulebook() throws IOException, InterruptedException {
    book("after", WARM);
    git("init", "-q");
    git("add", "after");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first");
    edit("after/thresholds.yaml", "value: 7", "value: 5");
    assertThat(impact("--against", "HEAD", "--format", "markdown"))
        .containsExactly(
            "Against HEAD: 1 rule answers otherwise, for 2 of 3 organisations.",
            "",
            "| rule | change | organisations |",
            "| --- | --- | --- |",
            "| `k/warm` Cool it | recommended now | a |",
            "| `k/warm` Cool it | says otherwise | b |");
    assertThat(impact("--against", "HAED"))
        .containsExactly(
            "'HAED' is neither a folder nor a revision of "
                + folder.resolve("after")
                + " (Git says: fatal: not a valid object name: HAED); name the folder of another"
                + " rulebook, or a commit, tag or branch");
  }

  @Test
  void dossiersKeptAreLookedAtAndAnotherProcessThatHoldsThemIsNamed() throws IOException {
    book("before", WARM);
    book("after", WARM.replace("\"low\"", "\"high\""));
    Path home = folder.resolve("desk");
    Files.createDirectories(home);
    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      ParsedDocument document =
          new ParsedDocument(
              "kept",
              new TreeMap<>(
                  Map.of(
                      "fridges",
                      new SectionContent(
                          "fridges", List.of(KitchenRulebook.entry("name", "f", "celsius", 9.0))))),
              List.of());
      Origin origin = new Origin("kept.yaml", Instant.EPOCH, "0".repeat(64));
      repositories
          .database()
          .write(tx -> repositories.dossiers().accept(tx, document, origin, "r1"));
      assertThat(impact("--against", folder.resolve("before").toString()))
          .singleElement()
          .asString()
          .contains(" is in use by process " + ProcessHandle.current().pid());
    }
    assertThat(impact("--against", folder.resolve("before").toString()))
        .contains("  more urgent for 2: kept, b");
  }

  private void book(String name, String rules) throws IOException {
    KitchenRulebook.with(folder.resolve(name), rules).close();
  }

  private void edit(String file, String text, String by) throws IOException {
    Path path = folder.resolve(file);
    String old = Files.readString(path);
    assertThat(old).contains(text);
    Files.writeString(path, old.replace(text, by));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private List<String> impact(String... arguments) {
    List<String> all = new ArrayList<>(List.of("impact"));
    all.addAll(List.of("--rules", folder.resolve("after").toString()));
    all.addAll(List.of("--home", folder.resolve("desk").toString()));
    all.addAll(List.of(arguments));
    if (!all.contains("--as-of")) {
      all.addAll(List.of("--as-of", "2026-03-31"));
    }
    List.of("a.yaml", "b.yaml", "c.yaml").forEach(f -> all.add(folder.resolve(f).toString()));
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    line.execute(all.toArray(String[]::new));
    return out.toString().lines().toList();
  }
}
