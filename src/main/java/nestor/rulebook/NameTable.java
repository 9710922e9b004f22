package nestor.rulebook;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Table of names and the other ways to write them, by kind: role, region, topic and so on, as the
 * rulebook's {@code names.yaml} has them. Use it to find what a written name stands for; names of
 * things that an organisation lists itself, such as its systems, are compared by {@link #key}
 * alone.
 */
public final class NameTable {
  /** A table that knows no name. */
  public static final NameTable EMPTY = new NameTable(Map.of());

  private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s\\-\u2010-\u2015_.]+");

  private final Map<String, NameKind> byKind;

  /** Meaning of a written name. */
  public sealed interface Meaning {}

  /**
   * The names that it surely stands for: one, or several for a double title such as CIO/CTO. A
   * title that is surely another one than those listed, such as Deputy CTO, stands for itself.
   *
   * @param names as the vocabulary writes them
   */
  public record Known(List<String> names) implements Meaning {}

  /**
   * Meaning that is not certain and is asked.
   *
   * @param candidates the names that it could stand for; may be empty
   */
  public record Doubtful(List<String> candidates) implements Meaning {}

  /**
   * A table of names that are found whole or not at all.
   *
   * @param byKind the kinds of names, and for each the meaning of a written name
   */
  public NameTable(Map<String, Map<String, Meaning>> byKind) {
    this(kinds(byKind));
  }

  private NameTable(SortedMap<String, NameKind> byKind) {
    this.byKind = new HashMap<>(byKind);
  }

  /** A table of these kinds of names. */
  public static NameTable of(Map<String, NameKind> byKind) {
    return new NameTable(new TreeMap<>(byKind));
  }

  private static SortedMap<String, NameKind> kinds(Map<String, Map<String, Meaning>> byKind) {
    SortedMap<String, NameKind> kinds = new TreeMap<>();
    byKind.forEach(
        (kind, meanings) -> {
          Map<String, Meaning> byForm = new TreeMap<>();
          meanings.forEach((written, meaning) -> byForm.put(NameForm.of(written), meaning));
          kinds.put(kind, new NameKind(List.of(), byForm, NameKind.Words.NONE, null));
        });
    return kinds;
  }

  /** The kinds of names that it holds. */
  public Set<String> kinds() {
    return new TreeSet<>(byKind.keySet());
  }

  /** The names of that kind as the vocabulary writes them, without the other ways to write them. */
  public List<String> names(String kind) {
    NameKind of = byKind.get(kind);
    return of == null ? List.of() : of.names();
  }

  /** Whether names of that kind are those of a standard, such as the codes of countries. */
  public boolean isClosed(String kind) {
    NameKind of = byKind.get(kind);
    return of != null && of.isClosed();
  }

  /** Meaning of the written name; null where the table has nothing like it. */
  public @Nullable Meaning meaning(String kind, String written) {
    NameKind of = byKind.get(kind);
    return of == null ? null : of.meaning(written);
  }

  /** Whether the text surely is no name of these kinds, as can be said of most at little cost. */
  public boolean isSurelyNone(String text, String one, String other) {
    NameKind first = byKind.get(one);
    NameKind second = byKind.get(other);
    if (first == null || second == null) {
      return first == null && second == null;
    }
    return NameKind.isSurelyNone(text, first, second);
  }

  /**
   * The names of that kind that what is written nearly is, by a slip, another order or other small
   * words; none where it is like none, or like too many.
   */
  public List<String> near(String kind, String written) {
    NameKind of = byKind.get(kind);
    return of == null ? List.of() : of.near(written);
  }

  /** A table in which these names of the kind stand for themselves unless it has them already. */
  public NameTable with(String kind, List<String> names) {
    TreeMap<String, NameKind> more = new TreeMap<>(byKind);
    more.computeIfPresent(kind, (name, of) -> of.with(names));
    return of(more);
  }

  /**
   * A table with names of one kind more, which it does not have yet.
   *
   * @param byWritten for each way to write one, the names that it is written for
   */
  NameTable with(String kind, Map<String, List<String>> byWritten) {
    Map<String, Meaning> meanings = new TreeMap<>();
    byWritten.forEach(
        (written, names) ->
            meanings.put(written, names.size() == 1 ? new Known(names) : new Doubtful(names)));
    TreeMap<String, NameKind> more = new TreeMap<>(byKind);
    more.putAll(kinds(Map.of(kind, meanings)));
    return of(more);
  }

  /**
   * The text in the form in which two names are compared: after Unicode normalisation (NFKC),
   * without regard to case, and with blanks, hyphens, underscores and dots taken as one blank.
   */
  public static String key(String text) {
    String ascii = keyOfAscii(text);
    if (ascii != null) {
      return ascii;
    }
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
    // To upper case first, so that ß and SS, and the two small sigmas, are the same.
    String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return BLANKS.matcher(folded).replaceAll(" ").strip();
  }

  /** The key of a text of printable ASCII, which needs no normalisation; of any other null. */
  private static @Nullable String keyOfAscii(String text) {
    StringBuilder key = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < ' ' || c > '~') {
        return null;
      }
      if (c == ' ' || c == '-' || c == '_' || c == '.') {
        if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
          key.append(' ');
        }
      } else {
        key.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
      }
    }
    int last = key.length() - 1;
    if (last >= 0 && key.charAt(last) == ' ') {
      key.setLength(last);
    }
    return key.toString();
  }

  /** Whether the other table knows the same names by the same other ways to write them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NameTable table && table.byKind.equals(byKind);
  }

  @Override
  public int hashCode() {
    return byKind.hashCode();
  }
}
