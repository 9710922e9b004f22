package nestor.workbench;

import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.engine.evaluation.Assessment;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one rule for one organisation.
 *
 * @param due null where it is not recommended
 * @param needs what would settle it, where it is not assessed
 */
record RuleOutcome(
    Otherwise otherwise, Assessment.@Nullable Recommended due, SortedSet<String> needs) {
  static final RuleOutcome CLEAR = new RuleOutcome(Otherwise.CLEAR, null, new TreeSet<>());
  private static final RuleOutcome WAIVED =
      new RuleOutcome(Otherwise.WAIVED, null, new TreeSet<>());

  /** What a rule is that is not recommended. */
  enum Otherwise {
    NOT,
    CLEAR,
    OPEN,
    WAIVED
  }

  /** Each answer of an assessment, by rule. */
  static SortedMap<String, RuleOutcome> of(Assessment assessment) {
    SortedMap<String, RuleOutcome> answers = new TreeMap<>();
    assessment
        .recommended()
        .forEach(
            d ->
                answers.put(
                    d.rule().metadata().id(), new RuleOutcome(Otherwise.NOT, d, new TreeSet<>())));
    assessment.clear().forEach(id -> answers.put(id, CLEAR));
    assessment
        .notAssessed()
        .forEach(o -> answers.put(o.rule(), new RuleOutcome(Otherwise.OPEN, null, o.needs())));
    assessment
        .waived()
        .forEach(aside -> answers.put(aside.recommended().rule().metadata().id(), WAIVED));
    return answers;
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
        && otherwise == other.otherwise
        && needs.equals(other.needs);
  }

  private @Nullable Priority priority() {
    return due == null ? null : due.priority();
  }
}
