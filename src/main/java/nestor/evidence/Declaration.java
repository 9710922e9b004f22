package nestor.evidence;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Declaration of a document on itself, or of who sends it: where its statements come from, and
 * which of its sections are partial. Use it beside a document whose format leaves no room for
 * either.
 *
 * @param source the name of the source, such as a tool, or null where none is named
 * @param partial the names of the sections that are partial; {@link #ALL} stands for each
 */
public record Declaration(@Nullable String source, SortedSet<String> partial) {
  /** The source of what people state, which is where nothing else is said. */
  public static final String PEOPLE = "people";

  /** The key by which documents name their source. */
  public static final String SOURCE = "source";

  /** The key by which documents name their partial sections. */
  public static final String PARTIAL = "partial";

  /** The key by which a source takes back what it stated of some sections. */
  public static final String WITHDRAWN = "withdrawn";

  /** The word for all sections of a document. */
  public static final String ALL = "all";

  /** A document that says neither. */
  public static final Declaration NONE = new Declaration(null, Collections.emptySortedSet());

  /** Pattern of the name of a source. */
  public static final String NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$";

  private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

  /** Cure for a name of a source that does not match. */
  public static final String NAME_CURE = "name it by letters, digits, dots and hyphens";

  public Declaration {
    partial = Collections.unmodifiableSortedSet(new TreeSet<>(partial));
  }

  /** The name of a source as it is kept, whatever its case; null where it can be none. */
  public static @Nullable String name(String written) {
    String name = written.strip().replaceAll("\\s+", "-").toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() ? name : null;
  }

  /**
   * The sections that a text names, separated by commas or semicolons.
   *
   * @param text names of sections, or {@code true} for all
   */
  public static SortedSet<String> partial(String text) {
    TreeSet<String> sections = new TreeSet<>();
    for (String written : text.split("[,;]", -1)) {
      String part = written.strip();
      switch (part.toLowerCase(Locale.ROOT)) {
        case "", "false", "no" -> {}
        case "true", "yes", ALL -> sections.add(ALL);
        default -> sections.add(part);
      }
    }
    return sections;
  }

  /** Whether nothing is declared. */
  public boolean isEmpty() {
    return source == null && partial.isEmpty();
  }
}
