package nestor.cli;

/** Exit codes of every command. */
public final class ExitCode {
  public static final int DONE = 0;

  /** Recommendations at or over a priority, failing scenarios, or faults found by check. */
  static final int FOUND = 1;

  /** Unusable arguments or input. */
  public static final int UNUSABLE = 2;

  private ExitCode() {}
}
