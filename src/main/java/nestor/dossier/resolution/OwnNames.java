package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.evidence.Note;
import nestor.rulebook.Field;
import nestor.rulebook.NameTable;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Meanings that one organisation gives to its names in its section {@code names}. Names that hold
 * for all organisations stand in {@code rules/names.yaml}.
 */
final class OwnNames {
  private final Map<String, List<Entry>> byKey = new HashMap<>();

  private OwnNames() {}

  /**
   * Meaning of a name.
   *
   * @param means nothing where it is only itself
   * @param of for what alone that holds, or null
   */
  private record Entry(List<String> means, @Nullable String of) {

    boolean isFor(Section section, Field field) {
      return of == null
          || of.equals(field.reading().names())
          || of.equals(section.name())
          || of.equals(section.name() + "." + field.name());
    }
  }

  static OwnNames of(Draft draft, NamedFields fields) {
    OwnNames own = new OwnNames();
    Section section = section();
    for (int i = 0; i < draft.size(NamesSection.SECTION); i++) {
      String name = text(draft, i, NamesSection.NAME);
      if (name == null) {
        continue;
      }
      String of = text(draft, i, NamesSection.OF);
      if (of != null && !fields.isScope(of)) {
        draft.note(
            Note.Kind.DOUBTED,
            section,
            i,
            NamesSection.OF,
            "'" + of + "' is no kind of name and no field",
            "write a kind such as role, or section.field");
      }
      own.add(draft, section, i, name, new Entry(means(draft, i), of));
    }
    return own;
  }

  private void add(Draft draft, Section section, int index, String name, Entry entry) {
    List<Entry> known = byKey.computeIfAbsent(NameTable.key(name), k -> new ArrayList<>());
    boolean contradicts =
        known.stream()
            .anyMatch(
                other ->
                    Objects.equals(other.of(), entry.of()) && !other.means().equals(entry.means()));
    if (contradicts) {
      draft.note(
          Note.Kind.DOUBTED,
          section,
          index,
          NamesSection.MEANS,
          "'" + name + "' stands for something else in an entry before; the first one counts",
          "keep one of them, or say in `of` for what each holds");
    } else {
      known.add(entry);
    }
  }

  private static List<String> means(Draft draft, int index) {
    String means = text(draft, index, NamesSection.MEANS);
    return means == null || means.equals("-")
        ? List.of()
        : Arrays.stream(means.split(";"))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .distinct()
            .toList();
  }

  private static @Nullable String text(Draft draft, int index, String field) {
    return draft.value(NamesSection.SECTION, index, field) instanceof String text && !text.isBlank()
        ? text.strip()
        : null;
  }

  /** The section as its notes need it. */
  private static Section section() {
    return new Section(NamesSection.SECTION, "OwnName", false, "", List.of(), null, null, null);
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /**
   * What a name stands for in a field: nothing where it is only itself there; null where nothing is
   * said of it. What holds for that field alone comes first.
   */
  @Nullable List<String> meaning(Section section, Field field, String written) {
    if (byKey.isEmpty()) {
      return null;
    }
    List<String> general = null;
    for (Entry entry : byKey.getOrDefault(NameTable.key(written), List.of())) {
      if (entry.of() != null && entry.isFor(section, field)) {
        return entry.means();
      }
      if (entry.of() == null) {
        general = entry.means();
      }
    }
    return general;
  }
}
