package nestor.evidence;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Value of a field that can be read in several ways. It stands in an entry in the place of a value,
 * counts as unknown in every rule, and is asked until somebody says what it means.
 *
 * @param written what the document says
 * @param readings the ways to read it, as the vocabulary would have them written; may be empty
 * @param certain of a list, the elements that are clear; otherwise empty
 */
public record Unclear(String written, List<String> readings, List<String> certain) {

  /**
   * The ways to read several values, each of them one of its readings; none, as with a value that
   * may be anything, where one of them has none.
   */
  public static List<String> readingsOf(Collection<? extends Collection<String>> each) {
    Set<String> all = new LinkedHashSet<>();
    for (Collection<String> readings : each) {
      if (readings.isEmpty()) {
        return List.of();
      }
      all.addAll(readings);
    }
    return List.copyOf(all);
  }

  /** Text as written, to be shown in place of the value. */
  @Override
  public String toString() {
    return certain.isEmpty() ? written : String.join("; ", certain) + "; " + written;
  }
}
