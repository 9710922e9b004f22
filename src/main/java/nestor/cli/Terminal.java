package nestor.cli;

/**
 * Kind of the standard streams, terminal or not. The launcher passes it; Java before 22 cannot
 * tell.
 */
final class Terminal {
  private static final String IS_TERMINAL = "nestor.terminal";

  private static final String TELLS_PROGRESS = "nestor.terminal.errors";

  private Terminal() {}

  /** Whether somebody watches the standard error. */
  static boolean showsProgress() {
    return Boolean.getBoolean(TELLS_PROGRESS);
  }

  /** Whether colour is wanted: at a terminal, unless NO_COLOR is set. */
  static boolean hasColour() {
    String no = System.getenv("NO_COLOR");
    return Boolean.getBoolean(IS_TERMINAL) && (no == null || no.isEmpty());
  }
}
