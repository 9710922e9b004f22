package nestor.delivery;

import io.pebbletemplates.pebble.extension.escaper.EscapingStrategy;
import java.util.regex.Pattern;

/**
 * Escaping of values for Markdown, and for HTML that Markdown would pass on. For calendars use
 * {@link IcsText}; templates of HTML escape by themselves.
 */
final class MarkdownEscaping implements EscapingStrategy {
  private static final Pattern ANYWHERE = Pattern.compile("[\\\\`*_\\[\\]<>|~&]");
  // These mean something only where a line begins, and a template may put a value there.
  private static final Pattern BULLET = Pattern.compile("^[-+#=]");
  private static final Pattern NUMBER = Pattern.compile("^(\\d{1,9})([.)])(?= |$)");

  @Override
  public String escape(String text) {
    String escaped = ANYWHERE.matcher(text).replaceAll("\\\\$0");
    String noBullet = BULLET.matcher(escaped).replaceFirst("\\\\$0");
    return NUMBER.matcher(noBullet).replaceFirst("$1\\\\$2");
  }
}
