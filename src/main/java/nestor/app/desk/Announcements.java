package nestor.app.desk;

import java.io.PrintStream;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the desk tells at the console, a line an event; the log has the same lines. */
public final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final PrintStream out;

  public Announcements(PrintStream out) {
    this.out = out;
  }

  public void tell(String what, String about) {
    String line = String.format(Locale.ROOT, "%-11s %s", what, oneLine(about));
    LOG.info("{}", line);
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** For what went wrong though no document is to blame; the log has the whole of it. */
  public void trouble(String about, Throwable cause) {
    LOG.error("{}", about, cause);
    synchronized (out) {
      out.println(String.format(Locale.ROOT, "%-11s %s", "trouble", oneLine(about)));
      out.flush();
    }
  }

  /** The first line, without anything that a terminal would obey. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.lines()
        .findFirst()
        .orElse("")
        .codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
