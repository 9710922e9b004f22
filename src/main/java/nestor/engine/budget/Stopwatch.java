package nestor.engine.budget;

/**
 * Stopwatch of a rule's processor time. Asking is cheap: processor time is looked up only once
 * enough time has passed that the limit could be reached.
 */
public final class Stopwatch {
  private final Timing timing;
  private final long most;
  private final Thread thread = Thread.currentThread();
  private final long passed;
  private final long worked;

  /** A stopwatch of the present thread that starts now. */
  public Stopwatch(EvaluationLimits limits) {
    timing = limits.timing();
    most = limits.work().toNanos();
    passed = timing.passed();
    worked = timing.worked(thread);
  }

  /** Whether the thread has worked longer than it may since the start. */
  public boolean isOver() {
    return timing.passed() - passed > most && timing.worked(thread) - worked > most;
  }
}
