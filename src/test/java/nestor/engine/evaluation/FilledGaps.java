package nestor.engine.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/** Comparison of a dossier that has gaps with one in which some of them are filled. */
final class FilledGaps {
  private FilledGaps() {}

  /** Whether a dossier holds all that one with gaps says, and more only where that says nothing. */
  static boolean fills(Vocabulary vocabulary, Dossier gaps, Dossier filled) {
    for (Map.Entry<String, DossierSection> given : gaps.sections().entrySet()) {
      Section section = vocabulary.section(given.getKey()).orElseThrow();
      boolean partial = given.getValue().content().partial();
      List<Map<String, Object>> before = given.getValue().content().entries();
      List<Map<String, Object>> now = filled.entries(section.name());
      boolean more = partial || section.speaksFor() != null;
      if (now.size() < before.size() || (now.size() > before.size() && !more)) {
        return false;
      }
      for (int i = 0; i < before.size(); i++) {
        for (Field field : section.fields()) {
          Object value = before.get(i).get(field.name());
          boolean isOpen =
              value == null
                  && (partial || (!field.absentMeansNone() && field.defaultValue() == null));
          if (!isOpen && !Objects.equals(value, now.get(i).get(field.name()))) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
