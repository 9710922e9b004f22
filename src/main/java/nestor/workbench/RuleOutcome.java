package nestor.workbench;

import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.RuleAnswer;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Answer of one rule for one organisation, in a form that can be compared. For the answer with its
 * findings use {@code Assessment}.
 *
 * @param recommended null where it is not recommended
 * @param needs what would settle it, where it is not assessed
 */
record RuleOutcome(
    RuleAnswer answer, Assessment.@Nullable Recommended recommended, SortedSet<String> needs) {
  static final RuleOutcome CLEAR = new RuleOutcome(RuleAnswer.CLEAR, null, new TreeSet<>());
  private static final RuleOutcome NOT_APPLICABLE =
      new RuleOutcome(RuleAnswer.NOT_APPLICABLE, null, new TreeSet<>());
  private static final RuleOutcome WAIVED =
      new RuleOutcome(RuleAnswer.WAIVED, null, new TreeSet<>());
  private static final RuleOutcome WITHHELD =
      new RuleOutcome(RuleAnswer.WITHHELD, null, new TreeSet<>());

  /** Each answer of an assessment, by rule. */
  static SortedMap<String, RuleOutcome> of(Assessment assessment) {
    SortedMap<String, RuleOutcome> outcomes = new TreeMap<>();
    for (Assessment.Recommended recommended : assessment.recommended()) {
      outcomes.put(
          recommended.rule().metadata().id(),
          new RuleOutcome(RuleAnswer.RECOMMENDED, recommended, new TreeSet<>()));
    }
    assessment.clear().forEach(id -> outcomes.put(id, CLEAR));
    for (Assessment.NotAssessed notAssessed : assessment.notAssessed()) {
      outcomes.put(
          notAssessed.rule(), new RuleOutcome(RuleAnswer.NOT_ASSESSED, null, notAssessed.needs()));
    }
    assessment.notApplicable().forEach(one -> outcomes.put(one.rule(), NOT_APPLICABLE));
    assessment.withheld().forEach(withheld -> outcomes.put(withheld.rule(), WITHHELD));
    for (Assessment.Waived waived : assessment.waived()) {
      outcomes.put(waived.recommended().rule().metadata().id(), WAIVED);
    }
    return outcomes;
  }

  /** Whether rules that look at what others recommend see the same in both. */
  static boolean lookAlike(
      SortedMap<String, RuleOutcome> before, SortedMap<String, RuleOutcome> after) {
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(
                one -> one.getValue().looksAs(Objects.requireNonNull(after.get(one.getKey()))));
  }

  private boolean looksAs(RuleOutcome other) {
    return Objects.equals(priority(), other.priority())
        && answer == other.answer
        && needs.equals(other.needs);
  }

  private @Nullable Priority priority() {
    return recommended == null ? null : recommended.priority();
  }
}
