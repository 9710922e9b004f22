package nestor.dossier.resolution;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.DossierSection;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.Section;

/**
 * Union of what several sources state about the same thing, after the entries of each of them were
 * united by {@link SameEntries}. What only one of them knows is taken; where people and a tool
 * speak, people count; where two tools differ, the latest date of something done counts, and all
 * else is unclear. Each contradiction is told with both values and both documents.
 */
final class SourceUnion {
  private final Draft draft;
  private final NamedFields fields;
  private final SameEntries sameEntries;

  SourceUnion(Draft draft, NamedFields fields, SameEntries sameEntries) {
    this.draft = draft;
    this.fields = fields;
    this.sameEntries = sameEntries;
  }

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      DossierSection held = draft.dossier().sections().get(section.name());
      if (held == null || held.statements().size() < 2) {
        continue;
      }
      List<Field> keys = fields.keys(section);
      if (!keys.isEmpty() || section.single()) {
        for (List<Integer> same : groups(section, keys)) {
          unite(section, keys, same);
        }
      }
    }
  }

  /** The entries about the same thing, in the order of their sources. */
  private List<List<Integer>> groups(Section section, List<Field> keys) {
    Map<List<Object>, List<Integer>> byKey = new LinkedHashMap<>();
    for (int i = 0; i < draft.size(section.name()); i++) {
      if (draft.entry(section.name(), i) != null) {
        List<Object> key = section.single() ? List.of() : sameEntries.key(section, i, keys);
        if (key != null) {
          byKey.computeIfAbsent(key, k -> new ArrayList<>(2)).add(i);
        }
      }
    }
    return List.copyOf(byKey.values());
  }

  private void unite(Section section, List<Field> keys, List<Integer> same) {
    Map<Integer, List<Integer>> bySource = new TreeMap<>();
    for (int entry : same) {
      bySource
          .computeIfAbsent(draft.place(section.name(), entry).statement(), s -> new ArrayList<>(1))
          .add(entry);
    }
    if (bySource.size() < 2) {
      return;
    }
    boolean oneEach = bySource.values().stream().allMatch(entries -> entries.size() == 1);
    if (!oneEach) {
      tellApart(section, keys, same);
      return;
    }
    Union union = new Union(section, keys, same.get(0));
    same.subList(1, same.size()).forEach(union::add);
    union.finish();
  }

  /**
   * Keeps apart entries about a thing where one source gives several: none of them is the one to
   * unite with.
   */
  private void tellApart(Section section, List<Field> keys, List<Integer> same) {
    List<String> places = new ArrayList<>();
    for (int entry : same) {
      places.add(draft.path(section, entry) + " of " + document(section, entry));
    }
    draft.note(
        Note.Kind.DOUBTED,
        section,
        same.get(same.size() - 1),
        null,
        what(section, keys, same.get(0))
            + " stands in several entries of one source, so that none is united with those of"
            + " another: "
            + String.join(", ", places),
        "keep one entry in each document");
  }

  private String document(Section section, int entry) {
    return draft.origin(section, entry).document();
  }

  private String what(Section section, List<Field> keys, int entry) {
    return keys.isEmpty() ? section.name() : sameEntries.said(section, keys, entry);
  }

  /** One entry in the making, and the entry from which each of its values is. */
  private final class Union {
    private final Section section;
    private final List<Field> keys;
    private final int first;
    private final Map<String, Object> values;
    private final Map<String, Integer> from = new LinkedHashMap<>();

    Union(Section section, List<Field> keys, int first) {
      this.section = section;
      this.keys = keys;
      this.first = first;
      this.values = new LinkedHashMap<>(Objects.requireNonNull(draft.entry(section.name(), first)));
      values.keySet().forEach(field -> from.put(field, first));
    }

    void add(int other) {
      for (Field field : section.fields()) {
        Object value = draft.value(section.name(), other, field.name());
        if (value != null) {
          add(field, value, other);
        }
      }
      draft.merge(section.name(), first, other);
      draft.replace(section.name(), other, null);
    }

    private void add(Field field, Object value, int other) {
      Object held = values.get(field.name());
      Integer holder = from.get(field.name());
      if (held == null
          || holder == null
          || (held instanceof Unclear && !(value instanceof Unclear))) {
        values.put(field.name(), value);
        from.put(field.name(), other);
      } else if (!keys.contains(field) && !(value instanceof Unclear) && !isSame(held, value)) {
        contradict(field, held, holder, value, other);
      }
    }

    private void contradict(Field field, Object held, int holder, Object value, int other) {
      String counts;
      if (isOfPeople(holder)) {
        counts = "what people state counts";
      } else if (field.reading().past()
          && held instanceof LocalDate date
          && value instanceof LocalDate otherDate) {
        if (otherDate.isAfter(date)) {
          values.put(field.name(), value);
          from.put(field.name(), other);
        }
        counts = "the latest counts";
      } else {
        values.put(field.name(), SameEntries.unclear(List.of(held, value)));
        counts = "it counts as unknown";
      }
      draft.note(
          counts.endsWith("unknown") ? Note.Kind.ASKED : Note.Kind.DOUBTED,
          section,
          other,
          field.name(),
          field.name()
              + " of "
              + what(section, keys, first)
              + " is "
              + SameEntries.plain(held)
              + " in "
              + document(section, holder)
              + " and "
              + SameEntries.plain(value)
              + " in "
              + document(section, other)
              + "; "
              + counts,
          "correct the one that is wrong");
    }

    private boolean isOfPeople(int entry) {
      return draft.origin(section, entry).isOfPeople();
    }

    private boolean isSame(Object one, Object other) {
      if (one instanceof List<?> a && other instanceof List<?> b) {
        Set<Object> names = new HashSet<>();
        a.forEach(name -> names.add(sameEntries.comparable(name)));
        Set<Object> others = new HashSet<>();
        b.forEach(name -> others.add(sameEntries.comparable(name)));
        return names.equals(others);
      }
      return sameEntries.comparable(one).equals(sameEntries.comparable(other));
    }

    void finish() {
      draft.replace(section.name(), first, values);
    }
  }
}
