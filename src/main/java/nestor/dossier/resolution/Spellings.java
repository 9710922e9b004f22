package nestor.dossier.resolution;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which names of one kind are spelt in a dossier, and which of them stands for all. The
 * fields that hold names are in {@link NamedFields}.
 */
final class Spellings {
  private final Map<String, Map<String, Integer>> atHome = new HashMap<>();
  private final Map<String, Map<String, Integer>> elsewhere = new HashMap<>();
  private final NamedFields fields;

  Spellings(NamedFields fields) {
    this.fields = fields;
  }

  /**
   * Counts a spelling.
   *
   * @param home whether the names are at home there, so that others follow them
   */
  void add(String name, boolean home) {
    (home ? atHome : elsewhere)
        .computeIfAbsent(fields.key(name), k -> new TreeMap<>())
        .merge(name, 1, Integer::sum);
  }

  /** The spelling that stands for all of a name: that at home, and the most frequent of several. */
  String of(String name) {
    String key = fields.key(name);
    Map<String, Integer> spellings = atHome.get(key);
    if (spellings == null) {
      spellings = elsewhere.get(key);
    }
    return spellings == null ? name : mostFrequent(spellings);
  }

  /** The spelling at home of a key; null where nothing there has it. */
  @Nullable String atHome(String key) {
    Map<String, Integer> spellings = atHome.get(key);
    return spellings == null ? null : mostFrequent(spellings);
  }

  /** The keys of all that is at home. */
  Iterable<String> keysAtHome() {
    return atHome.keySet();
  }

  private static String mostFrequent(Map<String, Integer> spellings) {
    if (spellings.size() == 1) {
      return spellings.keySet().iterator().next();
    }
    return Objects.requireNonNull(
        spellings.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(
                        Map.Entry.<String, Integer>comparingByKey(Comparator.reverseOrder())))
            .orElseThrow()
            .getKey());
  }
}
