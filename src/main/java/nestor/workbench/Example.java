package nestor.workbench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.drools.CompiledRulebook;

/**
 * Scenario in which a rule is recommended, shown beside the rule. To test the rule use a {@link
 * Scenario}.
 *
 * @param scenario its name, which says what the world is like in it
 * @param reasons what the recommendation then says
 */
public record Example(String scenario, List<String> reasons) {
  /** A further section burdens a reader as much as so many characters of entries. */
  private static final int SECTION_WEIGHT = 200;

  /**
   * One example of each rule that a scenario recommends, by the rule's id: of the shortest such
   * scenario.
   */
  public static SortedMap<String, Example> of(CompiledRulebook rulebook, ScenarioRunner runner) {
    Assessor assessor = new Assessor(rulebook);
    List<Scenario> plainestFirst = new ArrayList<>(runner.scenarios());
    plainestFirst.sort(Comparator.comparingInt(s -> length(s.given())));
    SortedMap<String, Example> examples = new TreeMap<>();
    for (Scenario scenario : plainestFirst) {
      if (!examples.keySet().containsAll(scenario.recommended())) {
        for (Assessment.Recommended recommended :
            assessor.assess(scenario.given(), scenario.asOf(), List.of()).recommended()) {
          String id = recommended.rule().metadata().id();
          if (scenario.recommended().contains(id)) {
            examples.putIfAbsent(
                id,
                new Example(
                    scenario.name(),
                    recommended.findings().stream().map(Finding::reason).toList()));
          }
        }
      }
    }
    return examples;
  }

  /** Size of the example for its reader. */
  private static int length(Dossier dossier) {
    return dossier.sections().values().stream()
        .mapToInt(section -> SECTION_WEIGHT + section.content().entries().toString().length())
        .sum();
  }
}
