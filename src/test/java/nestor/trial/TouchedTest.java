package nestor.trial;

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
import nestor.reasoning.ShippedRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.RulebookFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answering what an edit can touch tells the same as answering everything. */
class TouchedTest {
  private static final int EDITS = Integer.getInteger("edits", 4);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Pattern NUMBER = Pattern.compile("(?m)^  value: (\\d+)$");

  private @TempDir Path folder;
  private final Rulebook before = ShippedRulebook.get();
  private final List<Impact.Compared> organisations = organisations();

  private List<Impact.Compared> organisations() {
    GeneratedOrganisations source = new Trial(before).organisations(DAY, SEED);
    List<Impact.Compared> made = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Subject subject = new Subject("made " + i, source.complete(), DAY);
      made.add(new Impact.Compared(subject.name(), subject, subject));
    }
    return made;
  }

  private Impact impact(Rulebook after, Touched touched) {
    return Impact.of(before, after, touched, organisations, (done, of) -> {});
  }

  private static Touched all(Rulebook book) {
    return new Touched(new TreeSet<>(book.rules().keySet()), new TreeSet<>());
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
      Rulebook after = load(copy);
      assertThat(impact(after, Touched.by(before, after)))
          .as("a number at %s becomes %s, -Dseed=%s", at.start(), moved, SEED)
          .isEqualTo(impact(after, all(before)));
    }
  }

  @Test
  void anEditOfOneRuleTouchesItAndAnEditOfAnotherWordNothing() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.replace("security.drl", "Set a date by which security", "Fix a date by which security");
    Rulebook after = load(copy);
    Touched touched = Touched.by(before, after);
    assertThat(touched.first()).hasSize(1);
    assertThat(impact(after, touched)).isEqualTo(impact(after, all(before)));

    RulebookCopy scenario = RulebookCopy.in(folder.resolve("same"));
    scenario.append("security.scenarios.yaml", "\n# nothing\n");
    assertThat(Touched.by(before, load(scenario)).first()).isEmpty();
  }

  @Test
  void anEditOfWhatRulesShareTouchesAll() throws Exception {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.append("vocabulary.drl", "\n// a line\n");
    assertThat(Touched.by(before, load(copy)).first()).isEmpty();
    copy.replace(
        "derived.drl",
        "rule \"stage of the organisation\"",
        "\nrule \"stage of the organisation\"");
    assertThat(Touched.by(before, load(copy)).first()).hasSameSizeAs(before.rules().keySet());
  }

  private Rulebook load(RulebookCopy copy) {
    RulebookFolder.Loaded loaded = RulebookFolder.load(copy.folder(), before.compilation());
    return loaded.rulebook().orElseThrow(() -> new AssertionError(loaded.faults()));
  }
}
