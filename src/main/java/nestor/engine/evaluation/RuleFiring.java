package nestor.engine.evaluation;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.budget.Stopwatch;
import nestor.engine.budget.Timing;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;

/**
 * Runner of one Drools session, within limits of time and number of firings. The project's own
 * evaluation is held to its limits by {@code EvaluationBudget}.
 */
final class RuleFiring {
  private static final long SLICE_NANOS = 50_000_000;
  private static final long LONGEST_SLICE_NANOS = 1_000_000_000;

  private final KieSession session;
  private final EvaluationLimits limits;
  private final AgendaFilter wanted;
  private final Supplier<String> busiest;
  private @Nullable Stopwatch firing;
  private boolean givenUp;
  private int fired;

  /**
   * @param busiest the name of the rule to blame where none is known
   */
  RuleFiring(
      KieSession session, EvaluationLimits limits, AgendaFilter wanted, Supplier<String> busiest) {
    this.session = session;
    this.limits = limits;
    this.wanted = wanted;
    this.busiest = busiest;
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void matchCreated(MatchCreatedEvent event) {
            Stopwatch since = firing;
            if (since != null && since.isOver()) {
              throw RunawayRuleException.time(event.getMatch().getRule().getName(), limits.work());
            }
          }
        });
  }

  /** Number of rules that fired. */
  int fired() {
    return fired;
  }

  /** Whether a thread was given up, which ends the session when it comes to an end itself. */
  boolean givenUp() {
    return givenUp;
  }

  /**
   * Fires the rules that are wanted.
   *
   * @param onThread whether on a thread of its own, which is given up at its limit: nothing stops
   *     Drools while it joins
   * @throws RunawayRuleException if it takes too long, or more rules match than may
   */
  void fire(boolean onThread) {
    if (!onThread) {
      fireWithinLimit();
      return;
    }
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              fireWithinLimit();
              return true;
            });
    Thread worker =
        new Thread(
            () -> {
              task.run();
              if (task.isCancelled()) {
                session.dispose();
              }
            },
            "rules");
    worker.setDaemon(true);
    worker.start();
    try {
      await(task, worker);
    } catch (RunawayRuleException e) {
      givenUp = task.cancel(false);
      throw e;
    } catch (InterruptedException e) {
      givenUp = task.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Drools fires", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits until the task is done. What counts is how long its thread works: a machine that is busy
   * or paused is no fault of a rule.
   *
   * @throws RunawayRuleException if the thread works for too long, or gets no processor time for
   *     very long
   */
  private void await(FutureTask<Boolean> task, Thread worker)
      throws InterruptedException, ExecutionException {
    Timing timing = limits.timing();
    long most = limits.work().toNanos();
    long slice = Math.min(SLICE_NANOS, Math.max(1, most));
    long begun = timing.worked(worker);
    long worked = begun;
    long still = 0;
    for (long before = timing.passed(); ; ) {
      try {
        task.get(slice, TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        long now = timing.passed();
        // Where much more than a slice went by, this thread was kept from looking, too.
        long waited = Math.min(now - before, LONGEST_SLICE_NANOS);
        before = now;
        long soFar = timing.worked(worker);
        still = soFar > worked ? 0 : still + waited;
        worked = Math.max(worked, soFar);
      }
      if (worked - begun > most) {
        throw RunawayRuleException.time(busiest.get(), limits.work());
      }
      if (still > limits.standstill().toNanos()) {
        throw RunawayRuleException.standstill(busiest.get(), limits.standstill());
      }
    }
  }

  private void fireWithinLimit() {
    firing = new Stopwatch(limits);
    try {
      int now = session.fireAllRules(wanted, limits.matches());
      fired += now;
      if (now >= limits.matches()) {
        throw RunawayRuleException.matches(busiest.get(), limits.matches());
      }
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RunawayRuleException runaway) {
          throw runaway;
        }
      }
      throw e;
    }
  }
}
