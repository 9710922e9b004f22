package nestor.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.reasoning.Assessment;
import nestor.reasoning.Assessor;
import nestor.reasoning.Finding;
import nestor.rulebook.Rulebook;

/**
 * A scenario in which a rule is recommended, for those who read about the rule.
 *
 * @param scenario its name, which says what the world is like in it
 * @param reasons what the recommendation then says
 */
public record Example(String scenario, List<String> reasons) {

  /**
   * One example of each rule that a scenario recommends, by the rule's id: of the shortest such
   * scenario.
   */
  public static SortedMap<String, Example> of(Rulebook rulebook, Trial trial) {
    Assessor assessor = new Assessor(rulebook);
    List<Scenario> plainestFirst = new ArrayList<>(trial.scenarios());
    plainestFirst.sort(Comparator.comparingInt(s -> s.given().toString().length()));
    SortedMap<String, Example> examples = new TreeMap<>();
    for (Scenario scenario : plainestFirst) {
      if (!examples.keySet().containsAll(scenario.recommended())) {
        for (Assessment.Due due :
            assessor.assess(scenario.given(), scenario.asOf(), List.of()).due()) {
          String id = due.rule().guidance().id();
          if (scenario.recommended().contains(id)) {
            examples.putIfAbsent(
                id,
                new Example(
                    scenario.name(), due.findings().stream().map(Finding::reason).toList()));
          }
        }
      }
    }
    return examples;
  }
}
