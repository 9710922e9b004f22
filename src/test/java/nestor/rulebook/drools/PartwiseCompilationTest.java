package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.RulebookCopy;
import nestor.workbench.Sample;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rulebook that is compiled only where it was edited answers as one that is compiled whole.
 * {@code mvn -B test -Dtest=PartwiseCompilationTest -Dedits=50 -Devery=1 -Dseed=…} tries many more
 * edits, on every scenario.
 */
@Tag("thorough")
class PartwiseCompilationTest {
  private static final int EDITS = Integer.getInteger("edits", 2);
  private static final int EVERY = Integer.getInteger("every", 4);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Pattern CONDITION = Pattern.compile(" (<=|>=|<|>) (?=\\$)");
  private static final List<String> OTHERWISE = List.of(" < ", " >= ", " ~ ");

  private @TempDir Path folder;

  /** Counts which parts are asked for in vain. */
  private static final class Counted implements CompilationCache {
    private final CompilationCache parts;
    private final Set<String> missed = new ConcurrentSkipListSet<>();

    Counted(CompilationCache parts) {
      this.parts = parts;
    }

    @Override
    public byte @Nullable [] find(String key) {
      byte[] part = parts.find(key);
      if (part == null) {
        missed.add(key);
      }
      return part;
    }
  }

  @Test
  void editsByChanceAnswerAndAreFaultedAsIfCompiledWhole() throws Exception {
    Random chance = new Random(SEED);
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    CompiledRulebook former = RulebookCompiler.load(rules.folder()).rulebook().orElseThrow();
    for (int i = 0; i < EDITS; i++) {
      String edit = edit(rules.folder(), chance) + ", -Dseed=" + SEED;
      Counted known = new Counted(former.compilation());
      RulebookCompiler.Result partly = RulebookCompiler.load(rules.folder(), known);
      RulebookCompiler.Result whole = RulebookCompiler.load(rules.folder());
      assertThat(partly.faults()).as(edit).isEqualTo(whole.faults());
      assertThat(partly.rulebook().isPresent()).as(edit).isEqualTo(whole.rulebook().isPresent());
      if (partly.rulebook().isPresent()) {
        assertThat(known.missed).as(edit).hasSizeLessThanOrEqualTo(1);
        assertThat(answers(partly.rulebook().get()))
            .as(edit)
            .isEqualTo(answers(whole.rulebook().orElseThrow()));
        former = partly.rulebook().get();
      }
    }
  }

  @Test
  void anEditOfADeclaredTypeCompilesAll() throws Exception {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    Counted none = new Counted(CompilationCache.NONE);
    CompiledRulebook former = RulebookCompiler.load(rules.folder(), none).rulebook().orElseThrow();
    rules.append(
        "vocabulary.drl",
        "\ndeclare Shelf @section(\"shelves\") @doc(\"A shelf.\")\n  name : String @doc(\"Its name.\")\nend\n");
    Counted known = new Counted(former.compilation());
    assertThat(RulebookCompiler.load(rules.folder(), known).faults()).isEmpty();
    assertThat(known.missed).hasSameSizeAs(none.missed);
  }

  @Test
  void whatWasKeptAndCannotBeReadIsCompiledAnew() throws Exception {
    CompiledRulebook whole = RulebookCompiler.load(Path.of("rules")).rulebook().orElseThrow();
    byte[] spoilt = {(byte) 0xAC, (byte) 0xED, 0, 5, 't'};
    CompiledRulebook mended =
        RulebookCompiler.load(Path.of("rules"), key -> spoilt).rulebook().orElseThrow();
    assertThat(answers(mended)).isEqualTo(answers(whole));
    CompiledRulebook half =
        RulebookCompiler.load(Path.of("rules"), key -> key.charAt(0) < '8' ? spoilt : null)
            .rulebook()
            .orElseThrow();
    assertThat(answers(half)).isEqualTo(answers(whole));
  }

  /** Turns one comparison of one rule file into another, which may be none. */
  private static String edit(Path rules, Random chance) throws Exception {
    List<Path> files;
    try (var all = Files.list(rules)) {
      files = all.filter(f -> f.toString().endsWith(".drl")).sorted().toList();
    }
    List<MatchResult> places = List.of();
    Path file = files.get(0);
    while (places.isEmpty()) {
      file = files.get(chance.nextInt(files.size()));
      places = CONDITION.matcher(Files.readString(file)).results().toList();
    }
    MatchResult at = places.get(chance.nextInt(places.size()));
    String text = Files.readString(file);
    String by = OTHERWISE.get(chance.nextInt(OTHERWISE.size()));
    Files.writeString(file, text.substring(0, at.start()) + by + text.substring(at.end()));
    return file.getFileName() + " at " + at.start() + ":" + by;
  }

  /**
   * What comes of some scenarios and of organisations made by chance, Drools looking for the
   * matches of every rule.
   */
  private static List<String> answers(CompiledRulebook rulebook) {
    ScenarioRunner runner = new ScenarioRunner(rulebook);
    Assessor assessor = new Assessor(rulebook);
    List<Sample> subjects = new ArrayList<>();
    List<Sample> given = runner.given();
    for (int i = 0; i < given.size(); i += EVERY) {
      subjects.add(given.get(i));
    }
    var made = runner.organisations(LocalDate.of(2026, 11, 21), 7);
    for (int i = 0; i < 20; i++) {
      subjects.add(new Sample("made " + i, made.complete(), LocalDate.of(2026, 11, 21)));
    }
    return subjects.parallelStream().map(sample -> answer(assessor, sample)).toList();
  }

  private static String answer(Assessor assessor, Sample sample) {
    return sample.name() + " " + assessor.assess(sample.dossier(), sample.asOf(), List.of());
  }
}
