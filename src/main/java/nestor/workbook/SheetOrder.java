package nestor.workbook;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.engine.questions.Question;
import nestor.engine.questions.Questions;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;

/**
 * Order in which the sections of a workbook are best filled in: first what an organisation is, then
 * by the best question about each that {@link Questions} finds, then by how many rules read it.
 */
public final class SheetOrder {
  private SheetOrder() {}

  /**
   * A section and how many rules read it.
   *
   * @param rules of those asked for
   */
  public record Sheet(Section section, int rules) {}

  /**
   * The sections of a workbook for an organisation, the best first.
   *
   * @param topic the topic whose rules alone matter, such as {@code security}, or an empty text
   */
  public static List<Sheet> of(Assessor assessor, Dossier dossier, LocalDate asOf, String topic) {
    Rulebook rulebook = assessor.rulebook();
    Map<String, Integer> readers = new HashMap<>();
    for (RuleMetadata rule : rulebook.catalogue().rules()) {
      if (topic.isEmpty() || rule.id().startsWith(topic + "/")) {
        rule.sections().forEach(section -> readers.merge(section, 1, Integer::sum));
      }
    }
    Map<String, Integer> places = new HashMap<>();
    for (Question question : Questions.of(assessor, dossier, asOf, Integer.MAX_VALUE / 2)) {
      places.putIfAbsent(question.need().replaceAll("\\..*", ""), places.size());
    }
    return rulebook.vocabulary().sections().stream()
        .map(section -> new Sheet(section, readers.getOrDefault(section.name(), 0)))
        .filter(sheet -> topic.isEmpty() || sheet.rules() > 0 || isOrganisation(sheet))
        .sorted(
            Comparator.comparing((Sheet sheet) -> !isOrganisation(sheet))
                .thenComparing(
                    sheet -> places.getOrDefault(sheet.section().name(), Integer.MAX_VALUE))
                .thenComparing(sheet -> -sheet.rules())
                .thenComparing(sheet -> sheet.section().name()))
        .toList();
  }

  private static boolean isOrganisation(Sheet sheet) {
    return WorkbookForm.isOrganisation(sheet.section());
  }
}
