package nestor.dossier.resolution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.dossier.resolution.NamedFields.Named;
import nestor.dossier.resolution.NamedFields.Target;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import nestor.rulebook.NameTable;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * References of entries to others: spelt as what they refer to; asked where they nearly meet it,
 * and told where they meet nothing.
 */
final class References {
  private final Draft draft;
  private final NamedFields fields;
  private final OwnNames ownNames;
  private final Map<String, Spellings> targets = new HashMap<>();

  References(Draft draft, NamedFields fields, OwnNames ownNames) {
    this.draft = draft;
    this.fields = fields;
    this.ownNames = ownNames;
  }

  void apply() {
    for (Section section : fields.sections(draft.dossier())) {
      for (Named named : fields.of(section.name())) {
        Target target = named.target();
        if (target != null && draft.holds(target.section().name())) {
          Spellings known = targets.computeIfAbsent(target.path(), t -> spellings(target));
          for (int i = 0; i < draft.size(section.name()); i++) {
            Object value = draft.value(section.name(), i, named.field().name());
            if (value instanceof String written) {
              one(named, target, known, i, written);
            } else if (value instanceof List<?> list) {
              several(named, target, known, i, list, null);
            } else if (value instanceof Unclear unclear && named.isList()) {
              several(named, target, known, i, unclear.certain(), unclear);
            }
          }
        }
      }
    }
  }

  private Spellings spellings(Target target) {
    Spellings spellings = new Spellings(fields);
    String section = target.section().name();
    for (int i = 0; i < draft.size(section); i++) {
      Object value = draft.value(section, i, target.field().name());
      if (value instanceof String name) {
        spellings.add(name, true);
      } else if (value instanceof List<?> list) {
        list.forEach(name -> spellings.add(String.valueOf(name), true));
      }
    }
    return spellings;
  }

  private void one(Named named, Target target, Spellings known, int entry, String written) {
    String met = known.atHome(fields.key(written));
    String section = named.section().name();
    String field = named.field().name();
    if (met == null) {
      List<String> near = near(named, target, known, entry, written);
      if (!near.isEmpty()) {
        draft.put(section, entry, field, new Unclear(written, near, List.of()));
      }
    } else if (!met.equals(written)) {
      draft.put(section, entry, field, met);
    }
  }

  private void several(
      Named named,
      Target target,
      Spellings known,
      int entry,
      List<?> list,
      @Nullable Unclear before) {
    Set<String> certain = new LinkedHashSet<>();
    List<List<String>> candidates = new ArrayList<>();
    List<String> unclear = new ArrayList<>();
    boolean differs = false;
    for (Object element : list) {
      String written = String.valueOf(element);
      String met = known.atHome(fields.key(written));
      List<String> near = met == null ? near(named, target, known, entry, written) : List.of();
      differs |= !near.isEmpty() || (met != null && !met.equals(written));
      if (near.isEmpty()) {
        certain.add(met == null ? written : met);
      } else {
        unclear.add(written);
        candidates.add(near);
      }
    }
    if (differs) {
      if (before != null) {
        unclear.add(before.written());
        candidates.add(before.readings());
      }
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

  /** Names to which one without a counterpart may refer; noted or asked at once. */
  private List<String> near(
      Named named, Target target, Spellings known, int entry, String written) {
    List<String> own = ownNames.meaning(named.section(), named.field(), written);
    if (own != null && own.isEmpty()) {
      return List.of();
    }
    boolean isName = fields.meaning(named, written) instanceof NameTable.Known;
    List<String> near = isName ? List.of() : NearNames.of(fields.key(written), known.keysAtHome());
    List<String> names = new ArrayList<>();
    for (String key : near) {
      String name = known.atHome(key);
      if (name != null) {
        names.add(name);
      }
    }
    String what = "'" + written + "' is no " + target.noun() + " on record";
    if (names.isEmpty()) {
      draft.note(
          Note.Kind.DOUBTED,
          named.section(),
          entry,
          named.field().name(),
          what,
          "add it to " + target.section().name() + ", or write it as it stands there");
    } else {
      draft.note(
          Note.Kind.ASKED,
          named.section(),
          entry,
          named.field().name(),
          what,
          "did you mean "
              + NameReading.either(names)
              + "? Write it so, or say in `"
              + NamesSection.SECTION
              + "` what it stands for");
    }
    return names;
  }
}
