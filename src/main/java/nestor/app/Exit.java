package nestor.app;

/** The exit codes of every command. */
final class Exit {
  static final int DONE = 0;

  /** Recommendations at or over a priority, failing scenarios, or faults found by check. */
  static final int FOUND = 1;

  /** Unusable arguments or input. */
  static final int UNUSABLE = 2;

  private Exit() {}
}
