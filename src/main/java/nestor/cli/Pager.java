package nestor.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pager for long text at a terminal, chosen as git chooses it: {@code NESTOR_PAGER}, else {@code
 * PAGER}, else {@code less}. An empty value or {@code cat} means none. What needs no reading from
 * top to bottom is printed without it.
 */
final class Pager {
  private static final String USUAL = "less";

  /** Quit where it fits on one screen, pass colours on, leave the text on the screen. */
  private static final String LESS_OPTIONS = "FRX";

  private static final int NOT_FOUND = 127;

  private Pager() {}

  /** The command to page with, or null where the environment wants none. */
  static @Nullable String chosen(Map<String, String> environment) {
    String chosen =
        environment.getOrDefault("NESTOR_PAGER", environment.getOrDefault("PAGER", USUAL)).strip();
    return chosen.isEmpty() || chosen.equals("cat") ? null : chosen;
  }

  /**
   * Shows the text, and returns when the reader is done.
   *
   * @param command as {@link #chosen} names it
   * @return false if there is no such pager, and nothing was shown
   */
  static boolean shows(byte[] text, String command) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
    builder.environment().putIfAbsent("LESS", LESS_OPTIONS);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process pager = builder.start();
      try (OutputStream in = pager.getOutputStream()) {
        in.write(text);
      } catch (IOException left) {
        // The reader closed the pager before the end.
      }
      return pager.waitFor() != NOT_FOUND;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
