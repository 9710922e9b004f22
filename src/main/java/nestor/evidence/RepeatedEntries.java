package nestor.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import nestor.rulebook.Field;
import nestor.rulebook.Section;

/**
 * Search for entries of one document that say the same, in sections where nothing names the thing
 * that an entry speaks of: two such incidents may be two, or one that was copied. They all count,
 * and are told. Entries of other sections are put together when the dossier is resolved.
 */
final class RepeatedEntries {
  private RepeatedEntries() {}

  /**
   * Notes those that stand several times.
   *
   * @param place of an entry, by its index
   * @param named names entries in a sentence, by their indexes
   */
  static void tell(
      Section section,
      List<Map<String, Object>> entries,
      IntFunction<Location> place,
      Function<List<Integer>, String> named,
      ParseContext context) {
    if (section.single() || entries.size() < 2) {
      return;
    }
    for (Field field : section.fields()) {
      if (field.reading().key()) {
        return;
      }
    }
    Map<Map<String, Object>, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      if (!entries.get(i).isEmpty()) {
        alike.computeIfAbsent(entries.get(i), e -> new ArrayList<>(1)).add(i);
      }
    }
    for (List<Integer> same : alike.values()) {
      if (same.size() > 1) {
        context.warn(
            place.apply(same.get(1)),
            named.apply(same) + " say the same; " + (same.size() == 2 ? "both" : "all") + " count",
            "keep one of them, if they are one");
      }
    }
  }
}
