package nestor.rulebook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;
import nestor.rulebook.language.RuleFile;

/**
 * The text of a rulebook as the compiler of Drools gets it: what is left out is blanked, so that
 * every line and column stays where its author wrote it.
 */
final class Drl {
  private static final Pattern METADATA =
      Pattern.compile("@(?!key\\b)\\w+(?:\\s*\\((?:\"(?:[^\"\\\\]|\\\\.)*\"|[0-9.]+)\\))?");

  private static final Pattern HEAD =
      Pattern.compile("(rule\\s+\"([^\"]*)\"(?:\\s|//[^\n]*)+)when\\b");

  private Drl() {}

  /**
   * What stands before all rules and types.
   *
   * @param types every declared type; each is imported by its full name, because {@code System} and
   *     {@code Process} are also names of Java's own
   */
  static String header(Collection<String> types) {
    StringBuilder header = new StringBuilder("package " + Compilation.PACKAGE + ";\n");
    List.of("java.math.BigDecimal", "java.time.LocalDate", "java.util.List")
        .forEach(type -> header.append("import ").append(type).append(";\n"));
    types.forEach(
        type ->
            header
                .append("import ")
                .append(Compilation.PACKAGE)
                .append('.')
                .append(type)
                .append(";\n"));
    header
        .append("import accumulate ")
        .append(MedianGap.class.getName())
        .append(' ')
        .append(MedianGap.NAME)
        .append(";\n");
    return header.append("global ").append(Advise.class.getName()).append(" advise;\n").toString();
  }

  /** A file's types without its rules. */
  static String types(RuleFile file) {
    return text(file, true, rule -> false);
  }

  /** Those of a file's rules that are wanted, without its types. */
  static String rules(RuleFile file, Predicate<RuleDeclaration> wanted) {
    return text(file, false, wanted);
  }

  private static String text(RuleFile file, boolean types, Predicate<RuleDeclaration> wanted) {
    String text = bare(file.text());
    TreeMap<Integer, Boolean> kept = new TreeMap<>(Map.of(0, true));
    file.types().forEach(type -> kept.put(offset(text, type.place()), types));
    file.rules().forEach(rule -> kept.put(offset(text, rule.place()), wanted.test(rule)));
    StringBuilder only = new StringBuilder("package " + Compilation.PACKAGE + "; ");
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      only.append(c == '\n' || kept.floorEntry(at).getValue() ? c : ' ');
    }
    return only.toString();
  }

  private static int offset(String text, Place place) {
    int start = 0;
    for (int line = 1; line < place.line(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + place.column() - 1;
  }

  /**
   * The text without the metadata that only people read, with everything else in its place. Drools takes {@code
   * @priority} for a Java annotation of that name and then no longer finds a type {@code Priority}.
   */
  private static String bare(String text) {
    return METADATA.matcher(text).replaceAll(found -> " ".repeat(found.group().length()));
  }

  /**
   * The text with the rules of these names before all others in the order of firing, so that the
   * others see all that follows from what is on record and not a part of it.
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
