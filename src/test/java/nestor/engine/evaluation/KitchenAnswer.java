package nestor.engine.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;

/** The one answer of a rule of the kitchen, in words. */
final class KitchenAnswer {
  private KitchenAnswer() {}

  static String of(Path folder, String rules, Map<String, List<Map<String, Object>>> sections)
      throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    Assessment assessment =
        new Assessor(rulebook)
            .assess(KitchenRulebook.dossier(sections), KitchenRulebook.TODAY, List.of());
    rulebook.close();
    if (!assessment.recommended().isEmpty()) {
      return "due: "
          + String.join(
              " / ",
              assessment.recommended().get(0).findings().stream().map(Finding::reason).toList());
    }
    return assessment.notAssessed().isEmpty()
        ? "clear"
        : "open " + List.copyOf(assessment.notAssessed().get(0).needs());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static Map<String, List<Map<String, Object>>> fridges(Map<String, Object>... fridges) {
    return Map.of("fridges", List.of(fridges));
  }
}
