package nestor.workbench;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.diagnostics.SourcePosition;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;

/**
 * Scenario of a topic: given data and the answers expected of its rules.
 *
 * @param topic the topic of the file; recommended and not assessed rules of other topics are not
 *     looked at
 * @param given the data
 * @param recommended exactly the rules of the topic that must be recommended
 * @param clear rules that must be clear
 * @param notAssessed rules that must not be assessed, each with exactly what it needs, or empty
 *     where that is not said
 * @param notApplicable rules that must not apply, each with what makes it so, or empty where that
 *     is not said
 * @param because for a rule, exactly the lines of its reasons
 * @param priority for a rule, the priority of its recommendation
 * @param owner for a rule, who must act
 * @param title for a rule, what it says is to be done
 */
record Scenario(
    String name,
    SourcePosition place,
    String topic,
    LocalDate asOf,
    Dossier given,
    List<String> recommended,
    List<String> clear,
    Map<String, Optional<List<String>>> notAssessed,
    Map<String, Optional<String>> notApplicable,
    Map<String, List<String>> because,
    Map<String, String> priority,
    Map<String, String> owner,
    Map<String, String> title) {

  /** Rules that the scenario covers: all of its topic and those that it names. */
  SortedSet<String> speaksOf(Collection<String> rules) {
    SortedSet<String> spokenOf = new TreeSet<>();
    for (String rule : rules) {
      if (rule.startsWith(topic + "/") || names(rule)) {
        spokenOf.add(rule);
      }
    }
    return spokenOf;
  }

  /** Whether the scenario says of a rule what must come of it. */
  boolean names(String rule) {
    return recommended.contains(rule)
        || clear.contains(rule)
        || notAssessed.containsKey(rule)
        || notApplicable.containsKey(rule)
        || because.containsKey(rule)
        || priority.containsKey(rule)
        || owner.containsKey(rule)
        || title.containsKey(rule);
  }

  /**
   * Differences of an assessment from what the scenario says.
   *
   * @param rules the rules to look at; what the scenario says of others is passed over
   */
  List<String> failures(Assessment assessment, Collection<String> rules) {
    return new Expectations(this, assessment, rules).failures();
  }
}
