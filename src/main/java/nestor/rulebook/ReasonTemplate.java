package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.syntax.Consequence;
import org.jspecify.annotations.Nullable;

/**
 * Template of a reason as a rule words it: text with values in braces, such as {@code {$b.system}}
 * or {@code {$b.lastRestoreTest | ago | or never}}. {@code ReasonText} fills it in.
 */
public record ReasonTemplate(List<Part> parts) {
  private static final Pattern BARE = Pattern.compile("\\$[A-Za-z]\\w*(\\.[A-Za-z]\\w*)?");
  private static final Pattern GENERAL =
      Pattern.compile("\\{\\s*\\$[^{}]*\\|\\s*or\\s+([^{}|]*?)\\s*\\}");
  private static final Set<String> FILTERS =
      Set.of("ago", "until", "or", "count", "percent", "number", "date", "list");

  /** A piece of a wording. */
  public sealed interface Part {}

  /** Text that stands as it is. */
  public record Words(String text) implements Part {}

  /**
   * A value to be put in.
   *
   * @param variable the variable that is bound to the value, or to a fact
   * @param field the field of that fact, or null
   * @param unit what a number counts, or null
   * @param position where its brace opens
   */
  public record Value(
      String variable,
      @Nullable String field,
      @Nullable String unit,
      List<Filter> filters,
      SourcePosition position)
      implements Part {
    /** The value as it is written: {@code $s.name}. */
    public String path() {
      return field == null ? variable : variable + "." + field;
    }
  }

  /**
   * Filter that puts a value into words: {@code ago} and {@code until} (days between a date and the
   * day of the advice), {@code or WORDS} (where there is none), {@code count NOUN} (a number with
   * its noun, in the plural where it is not 1), {@code percent}, {@code number}, {@code date},
   * {@code list}.
   */
  public record Filter(String name, String argument) {}

  /** Reads a wording; faults of its form are added. */
  public static ReasonTemplate parse(Consequence.Worded reason, List<Diagnostic> faults) {
    String text = reason.text();
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        bare(text, at, end, reason, faults);
        parts.add(new Words(text.substring(at, end)));
      }
      if (open < 0) {
        break;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        faults.add(
            reason
                .at(open)
                .fault("a brace in the reason is not closed", "write {$variable.field}"));
        break;
      }
      Value value = value(text.substring(open + 1, close), reason.at(open), faults);
      if (value != null) {
        parts.add(value);
      }
      at = close + 1;
    }
    return new ReasonTemplate(List.copyOf(parts));
  }

  /** Returns a text with the words after {@code or} in the place of each value. */
  public static String general(String text) {
    return GENERAL.matcher(text).replaceAll("$1");
  }

  /** A variable without braces would be read as it is written. */
  private static void bare(
      String text, int from, int to, Consequence.Worded reason, List<Diagnostic> faults) {
    Matcher bare = BARE.matcher(text).region(from, to);
    while (bare.find()) {
      faults.add(
          reason
              .at(bare.start())
              .fault(
                  bare.group() + " stands in the reason without braces",
                  "write {" + bare.group() + "}"));
    }
  }

  private static @Nullable Value value(
      String inside, SourcePosition position, List<Diagnostic> faults) {
    List<String> pieces = List.of(inside.split("\\|", -1));
    String path = pieces.get(0).strip();
    if (!path.matches("\\$\\w+(\\.\\w+)?")) {
      faults.add(
          position.fault(
              "{" + inside + "} names no value",
              path.matches("\\w+(\\.\\w+)?")
                  ? "write {$" + inside.strip() + "}"
                  : "write {$variable} or {$variable.field}"));
      return null;
    }
    List<Filter> filters = new ArrayList<>();
    for (String piece : pieces.subList(1, pieces.size())) {
      String[] words = piece.strip().split("\\s+", 2);
      if (!FILTERS.contains(words[0])) {
        faults.add(
            position.fault(
                "'" + words[0] + "' in {" + inside + "} is no way to word a value",
                Suggestions.cure(words[0], FILTERS)));
      }
      filters.add(new Filter(words[0], words.length > 1 ? words[1].strip() : ""));
    }
    int dot = path.indexOf('.');
    return new Value(
        dot < 0 ? path : path.substring(0, dot),
        dot < 0 ? null : path.substring(dot + 1),
        null,
        List.copyOf(filters),
        position);
  }
}
