package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import nestor.dossier.Dossier;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.budget.Timing;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is stopped for what it does, and not for what a busy or paused machine does not do. */
class StarvedMachineTest {
  private static final String NO_TWO =
      """
      rule "k/pair" META
      when
        not (Fridge($a : celsius) and Fridge(celsius < $a))
      then
        advise.because("All are equally warm.");
      end
      """;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private @TempDir Path folder;

  @Test
  void aSoundRuleIsNotStoppedWhereHoursPassWhileItDoesLittle() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    AtomicLong hours = new AtomicLong();
    Timing starved = timing(() -> hours.addAndGet(HOUR), System::nanoTime);
    for (int fridges : List.of(300, 1_000)) {
      Assessor assessor = new Assessor(rulebook, limits(Duration.ofMinutes(1), starved));
      assertThat(assessor.assess(fridges(fridges), TODAY, List.of()).recommended())
          .as("%d fridges", fridges)
          .hasSize(1);
    }
    assertThat(hours.get()).isGreaterThan(10 * HOUR);
  }

  @Test
  void aRunawayIsStoppedByWhatItWorks() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    AtomicLong hours = new AtomicLong();
    Timing working = timing(() -> hours.addAndGet(HOUR), () -> hours.addAndGet(HOUR));
    Assessor assessor = new Assessor(rulebook, limits(Duration.ofMinutes(1), working));
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> assessor.assess(fridges(300), TODAY, List.of()))
        .withMessageStartingWith(
            "rule \"k/pair\" was stopped: it took more than 60 s of processor time; join ");
  }

  @Test
  void theTimeOfTheThreadOnWhichDroolsWorksCounts() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    Timing real = timing(System::nanoTime, null);
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> found(rulebook, limits(Duration.ofMillis(20), real), fridges(1_000)))
        .withMessageContaining("s of processor time");
  }

  @Test
  void aRuleIsTriedOnceMoreBeforeItIsSaidToBeTooMuch() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    AtomicInteger asked = new AtomicInteger();
    // The second look at the processor time finds an hour of work, all others nothing.
    Timing once = timing(System::nanoTime, () -> asked.incrementAndGet() == 2 ? HOUR : 0);
    Assessor assessor = new Assessor(rulebook, limits(Duration.ZERO, once));
    assertThat(assessor.assess(fridges(300), TODAY, List.of()).recommended()).hasSize(1);
    assertThat(asked.get()).isGreaterThan(2);
  }

  @Test
  void whatGetsNoProcessorTimeForVeryLongIsGivenUp() throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, NO_TWO);
    AtomicLong hours = new AtomicLong();
    Timing stopped = timing(() -> hours.addAndGet(HOUR), () -> 0);
    EvaluationLimits limits =
        new EvaluationLimits(
            Long.MAX_VALUE,
            Integer.MAX_VALUE,
            Duration.ofMillis(1),
            Duration.ofSeconds(2),
            stopped);
    assertThatExceptionOfType(RunawayRuleException.class)
        .isThrownBy(() -> found(rulebook, limits, fridges(1_000)))
        .withMessageContaining("it got no processor time for 2 s; see what keeps the machine");
    // An hour in one leap is a pause of the machine: it counts as a moment.
    assertThat(hours.get()).isGreaterThan(2 * HOUR);
  }

  private static EvaluationLimits limits(Duration work, Timing timing) {
    return new EvaluationLimits(
        Long.MAX_VALUE, Integer.MAX_VALUE, work, Duration.ofMinutes(10), timing);
  }

  /** Times that a test sets; the processor time of the machine where it sets none. */
  private static Timing timing(LongSupplier passed, @Nullable LongSupplier worked) {
    return new Timing() {
      @Override
      public long worked(Thread thread) {
        return worked == null ? Timing.OF_THE_MACHINE.worked(thread) : worked.getAsLong();
      }

      @Override
      public long passed() {
        return passed.getAsLong();
      }
    };
  }

  private static int found(CompiledRulebook compiled, EvaluationLimits limits, Dossier dossier) {
    Rulebook rulebook = compiled.rulebook();
    FactBase factBase =
        new FactBase(rulebook, new RulebookFacts(rulebook), EvaluationLimits.USUAL, dossier, TODAY);
    List<nestor.rulebook.Rule.Case> cases =
        rulebook.rules().values().stream().flatMap(rule -> rule.cases().stream()).toList();
    try (MatchSource matches = DroolsMatches.finder(compiled, limits).matchesIn(factBase, cases)) {
      return cases.stream().mapToInt(one -> matches.of(one, List.of()).size()).sum();
    }
  }

  static Dossier fridges(int count) {
    return dossier(
        Map.of(
            "fridges",
            IntStream.range(0, count)
                .mapToObj(i -> entry("name", "fridge " + i, "celsius", 5.0))
                .toList()));
  }
}
