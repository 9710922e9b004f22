package nestor.dossier.resolution;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Union of entries that speak of the same thing, which are those that agree in all key fields: what
 * only one of them says is taken, of dates of something done the latest counts, and what else
 * contradicts is unclear. Entries whose free texts differ, such as the names of two holders of one
 * role, stay apart and are told.
 */
final class SameEntries {
  private final Draft draft;
  private final NamedFields fields;

  SameEntries(Draft draft, NamedFields fields) {
    this.draft = draft;
    this.fields = fields;
  }

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      List<Field> keys = fields.keys(section);
      if (keys.isEmpty() || section.single() || draft.size(section.name()) < 2) {
        continue;
      }
      Map<List<Object>, List<Integer>> byKey = new LinkedHashMap<>();
      for (int i = 0; i < draft.size(section.name()); i++) {
        List<Object> key = key(section, i, keys);
        if (key != null) {
          // What sources state beside each other is united in another way.
          key.add(draft.place(section.name(), i).statement());
          byKey.computeIfAbsent(key, k -> new ArrayList<>(1)).add(i);
        }
      }
      for (List<Integer> same : byKey.values()) {
        if (same.size() > 1) {
          unite(section, keys, same);
        }
      }
    }
  }

  /** Key of the thing that an entry describes; null where that is not certain. */
  @Nullable List<Object> key(Section section, int entry, List<Field> keys) {
    List<Object> key = new ArrayList<>(keys.size());
    for (Field field : keys) {
      Object value = draft.value(section.name(), entry, field.name());
      if (value == null || value instanceof Unclear) {
        return null;
      }
      key.add(comparable(value));
    }
    return key;
  }

  /** A value in a form that is equal for values that mean the same. */
  Object comparable(Object value) {
    return value instanceof String text
        ? fields.key(text)
        : value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }

  private void unite(Section section, List<Field> keys, List<Integer> same) {
    String what = said(section, keys, same.get(0));
    String entries = entries(section, same);
    for (Field field : section.fields()) {
      Set<Object> values = values(section, field, same);
      if (field.reading().wholePer() != null && !values.isEmpty()) {
        // Parts of one whole add up; whether to more than there is, is checked elsewhere.
        return;
      }
      if (values.size() > 1 && isFreeText(field)) {
        draft.note(
            Note.Kind.DOUBTED,
            section,
            same.get(1),
            field.name(),
            what
                + " stands here several times, in "
                + entries
                + ", as "
                + plain(values)
                + "; all of them count",
            "keep one, if they are the same");
        return;
      }
    }
    Map<String, Object> united = new LinkedHashMap<>();
    List<String> contradictions = new ArrayList<>();
    List<String> latest = new ArrayList<>();
    int counts = same.get(0);
    for (Field field : section.fields()) {
      Set<Object> values = values(section, field, same);
      if (values.isEmpty()) {
        continue;
      }
      Object first = values.iterator().next();
      if (values.size() == 1) {
        united.put(field.name(), first);
      } else if (field.reading().key()) {
        united.put(
            field.name(),
            Objects.requireNonNull(draft.value(section.name(), same.get(0), field.name())));
      } else if (field.reading().past() && values.stream().allMatch(LocalDate.class::isInstance)) {
        LocalDate newest =
            values.stream().map(LocalDate.class::cast).max(LocalDate::compareTo).orElseThrow();
        united.put(field.name(), newest);
        latest.add(field.name() + " " + newest);
        counts = latest.size() == 1 ? entryWith(section, field, newest, same) : counts;
      } else {
        united.put(field.name(), unclear(values));
        contradictions.add(field.name());
      }
    }
    draft.replace(section.name(), counts, united);
    int kept = counts;
    same.stream()
        .filter(entry -> entry != kept)
        .forEach(entry -> draft.replace(section.name(), entry, null));
    tell(section, what, entries, kept, latest, contradictions);
  }

  private void tell(
      Section section,
      String what,
      String entries,
      int kept,
      List<String> latest,
      List<String> contradictions) {
    String said = what + " stands here several times, in " + entries;
    if (!contradictions.isEmpty()) {
      draft.note(
          Note.Kind.ASKED,
          section,
          kept,
          contradictions.get(0),
          said
              + ", which contradict each other in "
              + String.join(", ", contradictions)
              + "; it counts as unknown",
          "keep the entry that is right");
    } else {
      draft.note(
          Note.Kind.DOUBTED,
          section,
          kept,
          null,
          said
              + (latest.isEmpty()
                  ? "; it counts once"
                  : "; the latest counts: " + String.join(", ", latest)),
          "keep one of them");
    }
  }

  private int entryWith(Section section, Field field, Object value, List<Integer> same) {
    for (int entry : same) {
      if (value.equals(draft.value(section.name(), entry, field.name()))) {
        return entry;
      }
    }
    return same.get(0);
  }

  /** The different values that entries have in a field. */
  private Set<Object> values(Section section, Field field, List<Integer> same) {
    Map<Object, Object> byKey = new HashMap<>();
    Set<Object> values = new LinkedHashSet<>();
    for (int entry : same) {
      Object value = draft.value(section.name(), entry, field.name());
      if (value != null) {
        if (byKey.putIfAbsent(comparable(value), value) == null) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** A value that is one of these, and nobody knows which. */
  static Unclear unclear(Collection<Object> values) {
    Set<String> readings = new TreeSet<>();
    Set<String> inAll = new TreeSet<>();
    boolean first = true;
    for (Object value : values) {
      List<String> elements =
          value instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : value instanceof Unclear unclear ? unclear.certain() : List.of();
      readings.addAll(
          value instanceof List<?>
              ? elements
              : value instanceof Unclear unclear ? unclear.readings() : List.of(plain(value)));
      if (first) {
        inAll.addAll(elements);
      } else {
        inAll.retainAll(elements);
      }
      first = false;
    }
    readings.removeAll(inAll);
    boolean anything =
        values.stream().anyMatch(value -> value instanceof Unclear u && u.readings().isEmpty());
    return new Unclear(
        String.join("; ", readings),
        anything ? List.of() : List.copyOf(readings),
        List.copyOf(inAll));
  }

  /** Name that an entry gives to the thing that it describes. */
  String said(Section section, List<Field> keys, int entry) {
    List<String> said = new ArrayList<>();
    for (Field field : keys) {
      said.add(plain(Objects.requireNonNull(draft.value(section.name(), entry, field.name()))));
    }
    return String.join(", ", said);
  }

  /** A value as it is written. */
  static String plain(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value instanceof Unclear unclear
            ? unclear.written()
            : value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : String.valueOf(value);
  }

  private static String plain(Set<Object> values) {
    return String.join(" and ", values.stream().map(SameEntries::plain).sorted().toList());
  }

  private String entries(Section section, List<Integer> same) {
    List<String> places =
        same.stream().map(entry -> draft.path(section, entry)).distinct().toList();
    return String.join(", ", places);
  }

  /** Whether a field has words of its own for each thing, so that others speak of another thing. */
  private boolean isFreeText(Field field) {
    return field.type() == FieldType.TEXT
        && !field.reading().key()
        && field.choices().isEmpty()
        && !fields.isTabled(field.reading().names())
        && field.reading().refersTo() == null;
  }
}
