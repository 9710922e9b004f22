package nestor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answering only the rules that an edit can affect gives the same result as answering all rules.
 */
@Tag("thorough")
class AffectedRulesTest {
  private static final int EDITS = Integer.getInteger("edits", 4);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Pattern NUMBER = Pattern.compile("(?m)^  value: (\\d+)$");

  private @TempDir Path folder;
  private final Rulebook before = ShippedRulebook.get();
  private final List<Impact.Compared> organisations = organisations();

  private List<Impact.Compared> organisations() {
    OrganisationGenerator source =
        new ScenarioRunner(ShippedRulebook.compiled()).organisations(DAY, SEED);
    List<Impact.Compared> made = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Sample sample = new Sample("made " + i, source.complete(), DAY);
      made.add(new Impact.Compared(sample.name(), sample, sample));
    }
    return made;
  }

  private Impact impact(CompiledRulebook after, AffectedRules affected) {
    return Impact.of(ShippedRulebook.compiled(), after, affected, organisations, (done, of) -> {});
  }

  private static AffectedRules all(Rulebook book) {
    return new AffectedRules(
        new TreeSet<>(book.rules().keySet()), new TreeSet<>(), new TreeSet<>());
  }

  @Test
  void movedThresholdsTellTheSameAsIfAllRulesWereAnswered() throws Exception {
    Random chance = new Random(SEED);
    for (int i = 0; i < EDITS; i++) {
      RulebookCopy copy = RulebookCopy.in(folder.resolve("rules" + i));
      Path file = copy.folder().resolve("thresholds.yaml");
      String text = Files.readString(file);
      List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
      MatchResult at = numbers.get(chance.nextInt(numbers.size()));
      String moved = "" + (Integer.parseInt(at.group(1)) * (chance.nextBoolean() ? 3 : 1) + 1);
      Files.writeString(file, text.substring(0, at.start(1)) + moved + text.substring(at.end(1)));
      CompiledRulebook after = compiled(copy);
      assertThat(impact(after, AffectedRules.by(before, after.rulebook())))
          .as("a number at %s becomes %s, -Dseed=%s", at.start(), moved, SEED)
          .isEqualTo(impact(after, all(before)));
    }
  }

  @Test
  void anEditOfARuleTouchesItAloneAndNoneThatItMovesDown() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.replace(
        "security.systems.drl",
        "The backup of {$b.system} runs, but was never restored",
        "Nobody ever restored the backup of {$b.system}");
    copy.replace("security.systems.drl", "rule \"", "// A remark.\n\nrule \"");
    copy.replace("thresholds.yaml", "\n", "\n# A remark.\n");
    CompiledRulebook after = compiled(copy);
    AffectedRules affected = AffectedRules.by(before, after.rulebook());
    assertThat(affected.first()).containsExactly("security/backup-unverified");
    assertThat(affected.reworded()).isEmpty();
    assertThat(impact(after, affected)).isEqualTo(impact(after, all(before)));
  }

  @Test
  void anEditOfTheWordsBesideAnAnswerTouchesNoAnswer() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.replace(
        "security.practices.drl", "Set a date by which security", "Fix a date by which security");
    copy.append("security.scenarios.yaml", "\n# nothing\n");
    CompiledRulebook after = compiled(copy);
    AffectedRules affected = AffectedRules.by(before, after.rulebook());
    assertThat(affected.first()).isEmpty();
    assertThat(affected.last()).isEmpty();
    assertThat(affected.reworded()).hasSize(1);
    assertThat(impact(after, affected)).isEqualTo(impact(after, all(before)));
  }

  @Test
  void whatLooksAtRecommendationsIsTouchedByWhatIsRaised() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    Rule raised =
        before.rules().values().stream()
            .filter(rule -> rule.cases().stream().anyMatch(one -> one.priority() != null))
            .findFirst()
            .orElseThrow();
    String id = raised.metadata().id();
    String file = raised.metadata().file();
    String text = Files.readString(copy.folder().resolve(file));
    int at = text.indexOf("advise.because(\"", text.indexOf("rule \"" + id + "\"")) + 16;
    Files.writeString(
        copy.folder().resolve(file), text.substring(0, at) + "Well: " + text.substring(at));
    AffectedRules affected = AffectedRules.by(before, load(copy));
    assertThat(affected.first())
        .contains(id)
        .containsAll(new RuleDependencies(before).onRecommendations())
        .hasSizeLessThan(10);
    assertThat(affected.last()).isEmpty();
  }

  @Test
  void anEditOfWhatRulesShareTouchesAll() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.append("vocabulary.drl", "\n// a line\n");
    copy.replace(
        "derived.drl",
        "rule \"stage of the organisation\"",
        "\nrule \"stage of the organisation\"");
    assertThat(AffectedRules.by(before, load(copy)).first()).isEmpty();
    copy.replace(
        "derived.drl",
        "insertLogical(new Dimension(\"stage\", $stage));",
        "insertLogical(new Dimension(\"stage\", \"startup\"));");
    assertThat(AffectedRules.by(before, load(copy)).first()).hasSameSizeAs(before.rules().keySet());
  }

  private Rulebook load(RulebookCopy copy) {
    return compiled(copy).rulebook();
  }

  private static CompiledRulebook compiled(RulebookCopy copy) {
    RulebookCompiler.Result loaded =
        RulebookCompiler.load(copy.folder(), ShippedRulebook.compiled().compilation());
    return loaded.rulebook().orElseThrow(() -> new AssertionError(loaded.faults()));
  }
}
