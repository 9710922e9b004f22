package nestor.trial;

import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.reasoning.Assessment;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one rule for one organisation.
 *
 * @param due null where it is not recommended
 * @param needs what would settle it, where it is not assessed
 */
record Answer(Otherwise otherwise, Assessment.@Nullable Due due, SortedSet<String> needs) {
  static final Answer CLEAR = new Answer(Otherwise.CLEAR, null, new TreeSet<>());
  private static final Answer WAIVED = new Answer(Otherwise.WAIVED, null, new TreeSet<>());

  /** What a rule is that is not recommended. */
  enum Otherwise {
    NOT,
    CLEAR,
    OPEN,
    WAIVED
  }

  /** Each answer of an assessment, by rule. */
  static SortedMap<String, Answer> of(Assessment assessment) {
    SortedMap<String, Answer> answers = new TreeMap<>();
    assessment
        .due()
        .forEach(
            d ->
                answers.put(
                    d.rule().guidance().id(), new Answer(Otherwise.NOT, d, new TreeSet<>())));
    assessment.clear().forEach(id -> answers.put(id, CLEAR));
    assessment
        .open()
        .forEach(o -> answers.put(o.rule(), new Answer(Otherwise.OPEN, null, o.needs())));
    assessment.waived().forEach(aside -> answers.put(aside.due().rule().guidance().id(), WAIVED));
    return answers;
  }

  /** Whether rules that look at what others recommend see the same in both. */
  static boolean lookAlike(SortedMap<String, Answer> before, SortedMap<String, Answer> after) {
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(
                one -> one.getValue().looksAs(Objects.requireNonNull(after.get(one.getKey()))));
  }

  private boolean looksAs(Answer other) {
    return Objects.equals(priority(), other.priority())
        && otherwise == other.otherwise
        && needs.equals(other.needs);
  }

  private @Nullable String priority() {
    return due == null ? null : due.priority();
  }
}
