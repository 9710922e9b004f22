package nestor.intake.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Count of the parts of a message that are no documents and not named one by one. */
final class PassedOverParts {
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * Counts a part.
   *
   * @param kind in the singular
   */
  void add(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  /** Such as {@code 2 pictures and a signature}; empty where there are none. */
  String inWords() {
    List<String> all = new ArrayList<>();
    counts.forEach((kind, count) -> all.add(count == 1 ? "a " + kind : count + " " + kind + "s"));
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
