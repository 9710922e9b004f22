package nestor.app;

/** What the standard output is; the launcher knows, Java before 22 does not. */
final class Terminal {
  private static final String IS_TERMINAL = "nestor.terminal";

  private Terminal() {}

  /** Whether colour is wanted: at a terminal, unless NO_COLOR is set. */
  static boolean hasColour() {
    String no = System.getenv("NO_COLOR");
    return Boolean.getBoolean(IS_TERMINAL) && (no == null || no.isEmpty());
  }
}
