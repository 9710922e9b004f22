package nestor.rulebook.drools;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.LineIndex;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import nestor.rulebook.syntax.SanitizedSource;

/**
 * Text of a rulebook as the compiler of Drools gets it: what was not checked or is not wanted is
 * blanked, so that every line and column stays where its author wrote it.
 */
final class DrlSource {
  private static final Pattern HEAD = Pattern.compile("(rule\\s+\"([^\"]*)\"\\s+)when\\b");

  /** The functions of accumulate that have no result where there is nothing to take it of. */
  private static final Set<String> OF_NOTHING_NOTHING =
      Set.of("min", "max", "average", BuiltInNames.MEDIAN_GAP);

  private DrlSource() {}

  /**
   * Header before all rules and types.
   *
   * @param types every declared type; each is imported by its full name, because {@code System} and
   *     {@code Process} are also names of Java's own
   */
  static String header(Collection<String> types) {
    StringBuilder header = new StringBuilder("package " + BuiltInNames.PACKAGE + ";\n");
    List.of("java.math.BigDecimal", "java.time.LocalDate", "java.util.List")
        .forEach(type -> header.append("import ").append(type).append(";\n"));
    types.forEach(
        type ->
            header
                .append("import ")
                .append(BuiltInNames.PACKAGE)
                .append('.')
                .append(type)
                .append(";\n"));
    header
        .append("import accumulate ")
        .append(MedianGap.class.getName())
        .append(' ')
        .append(BuiltInNames.MEDIAN_GAP)
        .append(";\n");
    for (String global : List.of(BuiltInNames.ADVISE, BuiltInNames.NOT_APPLICABLE)) {
      header.append("global ").append(Advise.class.getName()).append(" " + global + ";\n");
    }
    return header.toString();
  }

  /** Text of a file that can be had in parts, each at its original place. */
  static final class Cut {
    private final RuleFile file;
    private final String checked;
    private final String blank;
    private final LineIndex lines;

    Cut(RuleFile file) {
      this.file = file;
      this.checked = SanitizedSource.of(file.name(), file.text());
      this.blank = SanitizedSource.blank(checked);
      this.lines = new LineIndex(checked);
    }

    /** The file's types without its rules. */
    String types() {
      return kept(true, rule -> false);
    }

    /** Wanted rules of the file, without its types. */
    String rules(Predicate<RuleDeclaration> wanted) {
      StringBuilder rules = new StringBuilder(kept(false, wanted));
      int shift = rules.length() - checked.length();
      TreeMap<Integer, String> guards = new TreeMap<>(Comparator.reverseOrder());
      file.rules().stream().filter(wanted).forEach(rule -> guard(rule.when(), guards));
      guards.forEach((at, guard) -> rules.insert(shift + at, guard));
      return rules.toString();
    }

    /** Adds to each accumulate that a function without a result keeps it from holding. */
    private void guard(List<Condition> conditions, Map<Integer, String> guards) {
      for (Condition condition : conditions) {
        condition.visit(
            pattern -> {},
            not -> guard(not.of(), guards),
            exists -> guard(exists.of(), guards),
            accumulate -> {
              guard(accumulate.over(), guards);
              String guard =
                  accumulate.functions().stream()
                      .filter(function -> OF_NOTHING_NOTHING.contains(function.name()))
                      .map(function -> function.binding() + " != null")
                      .collect(Collectors.joining(", "));
              if (!guard.isEmpty()) {
                int end = end(accumulate.functions().get(accumulate.functions().size() - 1));
                boolean tested = !accumulate.tests().isEmpty();
                guards.put(
                    tested ? checked.indexOf(';', end) + 1 : end,
                    tested ? " " + guard + "," : "; " + guard);
              }
            });
      }
    }

    /** Offset after the closing parenthesis of a function of accumulate. */
    private int end(Condition.Function function) {
      int at = checked.indexOf('(', lines.offset(function.position())) + 1;
      for (int open = 1; open > 0; at++) {
        open += checked.charAt(at) == '(' ? 1 : checked.charAt(at) == ')' ? -1 : 0;
      }
      return at;
    }

    private String kept(boolean types, Predicate<RuleDeclaration> wanted) {
      TreeMap<Integer, Boolean> starts = new TreeMap<>(Map.of(0, true));
      file.types().forEach(type -> starts.put(lines.offset(type.position()), types));
      file.rules().forEach(rule -> starts.put(lines.offset(rule.position()), wanted.test(rule)));
      starts.put(checked.length(), false);
      StringBuilder only = new StringBuilder(checked.length() + 64);
      only.append("package " + BuiltInNames.PACKAGE + "; ");
      int from = 0;
      boolean keep = true;
      for (Map.Entry<Integer, Boolean> start : starts.entrySet()) {
        only.append(keep ? checked : blank, from, start.getKey());
        from = start.getKey();
        keep = start.getValue();
      }
      return only.toString();
    }
  }

  /**
   * Returns text of {@link Cut#rules} with the rules of these names before all others in the order
   * of firing, so that the others see everything that follows from what is on record, and not only
   * a part of it.
   */
  static String firingFirst(String text, Collection<String> derivations) {
    return HEAD.matcher(text)
        .replaceAll(
            head ->
                Matcher.quoteReplacement(
                    derivations.contains(head.group(2))
                        ? head.group(1) + "salience 1 when"
                        : head.group()));
  }
}
