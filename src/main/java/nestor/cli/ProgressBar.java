package nestor.cli;

import java.io.PrintWriter;
import nestor.workbench.Progress;

/**
 * Progress bar on the standard error, shown only at a terminal. Use it only where a command can
 * take seconds.
 */
final class ProgressBar {
  private static final int WIDTH = 30;

  private ProgressBar() {}

  static Progress of(String what, PrintWriter err) {
    if (!Terminal.showsProgress()) {
      return Progress.UNHEARD;
    }
    return (done, of) -> {
      int filled = WIDTH * done / of;
      String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      String line = what + " " + bar + " " + done + "/" + of;
      err.print("\r" + (done < of ? line : " ".repeat(line.length()) + "\r"));
      err.flush();
    };
  }
}
