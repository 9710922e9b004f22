package nestor.server.pipeline;

import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Console reporter: one line per event of the server. The log has the same lines without contents
 * of documents and addresses, since it is kept, copied and shown around.
 */
public final class ConsoleReporter {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleReporter.class);

  /** Quotation of a document in a fault; an apostrophe within a word quotes nothing. */
  private static final Pattern QUOTED =
      Pattern.compile("(?<![\\p{L}\\p{N}])'.*?'(?![\\p{L}\\p{N}])");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;:'\"()]+@");

  private final PrintStream out;

  public ConsoleReporter(PrintStream out) {
    this.out = out;
  }

  public void report(String what, String about) {
    String line = String.format(Locale.ROOT, "%-11s %s", what, oneLine(about));
    LOG.info("{}", withoutPersons(line));
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

  /** The line with what it quotes of documents, and before an at sign, left out. */
  public static String withoutPersons(String line) {
    return ADDRESS.matcher(QUOTED.matcher(line).replaceAll("'…'")).replaceAll("…@");
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
