package nestor.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Preprocessor of templates that drops lines with nothing but tags or comments, so that templates
 * can be laid out for reading. Printed values keep their line ends; Pebble's own trimming would
 * remove those as well.
 */
final class TemplateWhitespace {
  private static final Pattern ONLY_TAGS =
      Pattern.compile(
          "^[ \\t]*((?>\\{%.*?%\\}[ \\t]*|\\{#.*?#\\}[ \\t]*)+)\\n",
          Pattern.MULTILINE | Pattern.DOTALL);

  private TemplateWhitespace() {}

  /** The template with such line ends moved inside their tags, each line keeping its number. */
  static String joined(String template) {
    Matcher lines = ONLY_TAGS.matcher(template.replace("\r\n", "\n"));
    return lines.replaceAll(line -> Matcher.quoteReplacement(inside(line.group(1).strip())));
  }

  private static String inside(String tags) {
    int close = tags.length() - 2;
    if (tags.charAt(close - 1) == '-') {
      close--;
    }
    return tags.substring(0, close) + "\n" + tags.substring(close);
  }
}
