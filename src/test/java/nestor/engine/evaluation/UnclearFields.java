package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.evidence.Unclear;

/** The fields of a dossier in which a value is unclear, as {@code section.field}. */
final class UnclearFields {
  private UnclearFields() {}

  /** Those that are unclear once names are resolved and entries are held against each other. */
  static Set<String> of(Assessor assessor, Dossier dossier, LocalDate asOf) {
    Set<String> fields = new TreeSet<>();
    assessor
        .resolution(dossier, asOf)
        .dossier()
        .sections()
        .forEach(
            (section, held) ->
                held.content()
                    .entries()
                    .forEach(
                        entry ->
                            entry.forEach(
                                (field, value) -> {
                                  if (value instanceof Unclear) {
                                    fields.add(section + "." + field);
                                  }
                                })));
    return fields;
  }
}
