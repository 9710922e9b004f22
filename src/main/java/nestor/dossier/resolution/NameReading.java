package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nestor.dossier.resolution.NamedFields.Named;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.NameTable;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Reading of names as the organisation's own names, the rulebook's table and the choices of a field
 * have them. A title that may be several names is asked; what nobody knows stays as it is.
 */
final class NameReading {
  private final Draft draft;
  private final NamedFields fields;
  private final OwnNames ownNames;

  NameReading(Draft draft, NamedFields fields, OwnNames ownNames) {
    this.draft = draft;
    this.fields = fields;
    this.ownNames = ownNames;
  }

  /**
   * Reading of one written name.
   *
   * @param names what it stands for; empty where that is asked
   * @param candidates what it may stand for, where that is asked
   */
  private record Meaning(List<String> names, List<String> candidates) {}

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      for (Named named : fields.of(section.name())) {
        // Copies of an entry that names two are added at the end, and need no second look.
        int size = draft.size(section.name());
        for (int i = 0; i < size; i++) {
          Object value = draft.value(section.name(), i, named.field().name());
          if (value instanceof String written) {
            if (!standsForItself(named, written)) {
              one(named, i, written);
            }
          } else if (value instanceof List<?> list
              && !list.stream().allMatch(e -> e instanceof String s && standsForItself(named, s))) {
            several(named, i, list);
          }
        }
      }
    }
  }

  private void one(Named named, int entry, String written) {
    Meaning meaning = meaning(named, entry, written);
    if (meaning == null) {
      return;
    }
    String section = named.section().name();
    String field = named.field().name();
    if (meaning.names().isEmpty()) {
      draft.put(section, entry, field, new Unclear(written, meaning.candidates(), List.of()));
      return;
    }
    for (String further : meaning.names().subList(1, meaning.names().size())) {
      draft.addCopy(section, entry, field, further);
    }
    draft.put(section, entry, field, meaning.names().get(0));
  }

  private void several(Named named, int entry, List<?> list) {
    Set<String> certain = new LinkedHashSet<>();
    List<List<String>> candidates = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    boolean differs = false;
    for (Object element : list) {
      String written = String.valueOf(element);
      Meaning meaning = meaning(named, entry, written);
      differs |= meaning != null;
      if (meaning == null) {
        certain.add(written);
      } else if (meaning.names().isEmpty()) {
        unclear.add(written);
        candidates.add(meaning.candidates());
      } else {
        certain.addAll(meaning.names());
      }
    }
    if (differs) {
      draft.put(
          named.section().name(),
          entry,
          named.field().name(),
          unclear.isEmpty()
              ? List.copyOf(certain)
              : new Unclear(
                  String.join("; ", unclear),
                  Unclear.readingsOf(candidates),
                  List.copyOf(certain)));
    }
  }

  private boolean standsForItself(Named named, String written) {
    return ownNames.isEmpty() && named.plain().contains(written);
  }

  /** Meaning of a written name; null where it stands for itself. */
  private @Nullable Meaning meaning(Named named, int entry, String written) {
    List<String> own = ownNames.meaning(named.section(), named.field(), written);
    if (own != null) {
      return own.isEmpty() ? null : own(named, entry, written, own);
    }
    NameTable.Meaning known = fields.meaning(named, written);
    if (known instanceof NameTable.Doubtful doubtful) {
      // A title that is nearly known as a whole says more than a known word in it.
      List<String> near = fields.near(named, written);
      List<String> candidates = near.isEmpty() ? doubtful.candidates() : near;
      ask(named, entry, written, candidates);
      return new Meaning(List.of(), candidates);
    }
    List<String> names = names(named, written, known);
    List<String> near =
        known == null && names.equals(List.of(written)) ? fields.near(named, written) : List.of();
    if (!near.isEmpty()) {
      ask(named, entry, written, near);
      return new Meaning(List.of(), near);
    }
    if (known == null && fields.isClosed(named.kind()) && names.equals(List.of(written))) {
      ask(named, entry, written, List.of());
      return new Meaning(List.of(), List.of());
    }
    if (names.size() == 1 && names.get(0).equals(written)) {
      fields.remember(named, written);
      return null;
    }
    tell(named, entry, written, names, "");
    return new Meaning(names, List.of());
  }

  private Meaning own(Named named, int entry, String written, List<String> own) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> candidates = new LinkedHashSet<>();
    for (String one : own) {
      NameTable.Meaning known = fields.meaning(named, one);
      if (known instanceof NameTable.Doubtful doubtful && !doubtful.candidates().contains(one)) {
        ask(named, entry, one, doubtful.candidates());
        candidates.addAll(doubtful.candidates());
      } else {
        names.addAll(names(named, one, known));
      }
    }
    if (!candidates.isEmpty()) {
      return new Meaning(List.of(), List.copyOf(candidates));
    }
    tell(named, entry, written, List.copyOf(names), ", as your own names say");
    return new Meaning(List.copyOf(names), List.of());
  }

  private List<String> names(Named named, String written, NameTable.@Nullable Meaning known) {
    if (known instanceof NameTable.Known certain && !certain.names().isEmpty()) {
      return certain.names();
    }
    String choice = named.choices().isEmpty() ? null : named.choices().get(fields.key(written));
    return List.of(choice == null ? written : choice);
  }

  private void ask(Named named, int entry, String written, List<String> candidates) {
    draft.note(
        Note.Kind.ASKED,
        named.section(),
        entry,
        named.field().name(),
        "'"
            + written
            + "' "
            + (candidates.isEmpty() ? "is not certain" : "may be " + either(candidates)),
        "say so in `" + NamesSection.SECTION + "`");
  }

  /** Notes how a name was read, unless only case, blanks and the like differ. */
  private void tell(Named named, int entry, String written, List<String> names, String why) {
    boolean same = names.size() == 1 && fields.key(names.get(0)).equals(fields.key(written));
    if (!same) {
      draft.note(
          Note.Kind.READ_AS,
          named.section(),
          entry,
          named.field().name(),
          "'" + written + "' read as " + String.join(" and ", names) + why,
          "");
    }
  }

  /** Names as alternatives: A, B or C. */
  static String either(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
