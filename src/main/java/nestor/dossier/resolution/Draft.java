package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.EntryPlace;
import nestor.dossier.Origin;
import nestor.evidence.Note;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Copy of a dossier in the course of its resolution; what does not change is not copied. The
 * dossier itself never changes; {@link DossierResolver} makes the result of the copy.
 */
final class Draft {
  private final Dossier dossier;
  private final Map<String, Changed> changed = new TreeMap<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<Note> unanswered = new ArrayList<>();
  private final Set<List<String>> noted = new HashSet<>();

  Draft(Dossier dossier) {
    this.dossier = dossier;
  }

  /** A section that changes: an entry that is dropped is null. */
  private record Changed(
      DossierSection before, List<@Nullable Map<String, Object>> entries, List<EntryPlace> places) {

    static Changed of(DossierSection before) {
      List<EntryPlace> places = new ArrayList<>();
      for (int i = 0; i < before.content().entries().size(); i++) {
        places.add(before.place(i));
      }
      return new Changed(before, new ArrayList<>(before.content().entries()), places);
    }

    DossierSection after() {
      List<Map<String, Object>> left = new ArrayList<>();
      List<EntryPlace> leftPlaces = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        Map<String, Object> entry = entries.get(i);
        if (entry != null) {
          left.add(entry);
          leftPlaces.add(places.get(i));
        }
      }
      return before.with(left, leftPlaces);
    }
  }

  Dossier dossier() {
    return dossier;
  }

  boolean holds(String section) {
    return dossier.sections().containsKey(section);
  }

  /** Number of entries of a section, dropped ones included. */
  int size(String section) {
    Changed now = changed.get(section);
    return now == null ? dossier.entries(section).size() : now.entries().size();
  }

  /** An entry as it is now; null where it was dropped. */
  @Nullable Map<String, Object> entry(String section, int entry) {
    Changed now = changed.get(section);
    return now == null ? dossier.entries(section).get(entry) : now.entries().get(entry);
  }

  /** Value of an entry's field now. */
  @Nullable Object value(String section, int entry, String field) {
    Map<String, Object> values = entry(section, entry);
    return values == null ? null : values.get(field);
  }

  void put(String section, int entry, String field, Object value) {
    Map<String, Object> values = entry(section, entry);
    if (values != null) {
      Map<String, Object> copy = new LinkedHashMap<>(values);
      copy.put(field, value);
      changing(section).entries().set(entry, copy);
    }
  }

  /** Adds a copy of an entry at the end, with another value in one field. */
  void addCopy(String section, int entry, String field, Object value) {
    Map<String, Object> values = entry(section, entry);
    if (values != null) {
      Map<String, Object> copy = new LinkedHashMap<>(values);
      copy.put(field, value);
      Changed now = changing(section);
      now.entries().add(copy);
      now.places().add(now.places().get(entry));
    }
  }

  void replace(String section, int entry, @Nullable Map<String, Object> values) {
    changing(section).entries().set(entry, values);
  }

  private Changed changing(String section) {
    return changed.computeIfAbsent(section, s -> Changed.of(held(s)));
  }

  /**
   * Adds a note, once for the same remark on one section.
   *
   * @param field null where it concerns the entry as a whole
   */
  void note(
      Note.Kind kind,
      Section section,
      int entry,
      @Nullable String field,
      String what,
      String cure) {
    if (noted.add(List.of(section.name(), what))) {
      notes.add(new Note(kind, place(section, entry, field, what, cure)));
    }
  }

  /** Adds a question that the reading of a document left open. */
  void unanswered(Section section, int entry, String field, String what, String cure) {
    unanswered.add(new Note(Note.Kind.ASKED, place(section, entry, field, what, cure)));
  }

  private Diagnostic place(
      Section section, int entry, @Nullable String field, String what, String cure) {
    String path = path(section, entry) + (field == null ? "" : "." + field);
    return Diagnostic.in(origin(section, entry).document(), path, what, cure);
  }

  /** The place of an entry in its document, such as {@code backups[2]}. */
  String path(Section section, int entry) {
    return section.single()
        ? section.name()
        : section.name() + "[" + place(section.name(), entry).inDocument() + "]";
  }

  /** The origin of the document in which an entry stands. */
  Origin origin(Section section, int entry) {
    return held(section.name()).origin(place(section.name(), entry));
  }

  /** Place of an entry among the statements of its section. */
  EntryPlace place(String section, int entry) {
    Changed now = changed.get(section);
    return now == null ? held(section).place(entry) : now.places().get(entry);
  }

  /** Notes that an entry is made of another one as well. */
  void merge(String section, int entry, int other) {
    List<EntryPlace> places = changing(section).places();
    places.set(entry, places.get(entry).with(places.get(other)));
  }

  private DossierSection held(String section) {
    return Objects.requireNonNull(dossier.sections().get(section));
  }

  Resolution finish() {
    if (changed.isEmpty()) {
      return new Resolution(dossier, List.copyOf(notes), List.copyOf(unanswered));
    }
    TreeMap<String, DossierSection> sections = new TreeMap<>(dossier.sections());
    changed.forEach((name, now) -> sections.put(name, now.after()));
    return new Resolution(
        new Dossier(dossier.organisation(), sections), List.copyOf(notes), List.copyOf(unanswered));
  }
}
