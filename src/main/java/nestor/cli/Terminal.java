package nestor.cli;

/**
 * Kind of the standard streams, terminal or not. The launcher passes it; Java before 22 cannot
 * tell.
 */
final class Terminal {
  private static final String IS_TERMINAL = "nestor.terminal";

  private static final String COLUMNS = "nestor.terminal.columns";

  /** What is printed where nobody says how wide it may be. */
  private static final int USUAL_COLUMNS = 80;

  private static final int FEWEST_COLUMNS = 40;

  /** Longer lines are hard to read. */
  private static final int MOST_COLUMNS = 100;

  private static final String TELLS_PROGRESS = "nestor.terminal.errors";

  private Terminal() {}

  /** Whether somebody watches the standard error. */
  static boolean showsProgress() {
    return Boolean.getBoolean(TELLS_PROGRESS);
  }

  /** Whether somebody watches the standard output. */
  static boolean isWatched() {
    return Boolean.getBoolean(IS_TERMINAL);
  }

  /** How many columns a line may have: those of the terminal, from 40 to 100. */
  static int columns() {
    int columns = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
    return columns <= 0 ? USUAL_COLUMNS : Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, columns));
  }

  /** Whether colour is wanted: at a terminal, unless NO_COLOR is set. */
  static boolean hasColour() {
    String no = System.getenv("NO_COLOR");
    return isWatched() && (no == null || no.isEmpty());
  }
}
