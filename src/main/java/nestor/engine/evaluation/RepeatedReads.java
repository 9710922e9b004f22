package nestor.engine.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;

/**
 * Fields that the conditions of one rule read in more than one place, or count. Of all others one
 * look at a time loses nothing: no two conditions can depend on the same value of them.
 */
final class RepeatedReads {
  private static final int TWICE = 2;

  private final Rulebook rulebook;
  private final Map<String, Integer> reads = new HashMap<>();

  private RepeatedReads(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  /** The fields, each as {@code section.field}. */
  static Set<String> of(Rule rule, Rulebook rulebook) {
    RepeatedReads all = new RepeatedReads(rulebook);
    rule.cases().forEach(ofRule -> all.add(ofRule.when(), 1));
    Set<String> repeated = new TreeSet<>();
    all.reads.forEach(
        (field, count) -> {
          if (count >= TWICE) {
            repeated.add(field);
          }
        });
    return repeated;
  }

  /**
   * @param times how often the conditions are looked at
   */
  private void add(List<Condition> conditions, int times) {
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> add(pattern, times),
          not -> add(not.of(), times),
          exists -> add(exists.of(), times),
          accumulate -> add(accumulate.over(), TWICE));
    }
  }

  private void add(Condition.Pattern pattern, int times) {
    String type = pattern.type();
    Section section = rulebook.vocabulary().ofType(type).orElse(null);
    if (section != null) {
      for (Condition.Test test : pattern.tests()) {
        // A variable may be read again, by other conditions.
        int more = test.binding() == null ? times : TWICE;
        test.expression()
            .fields()
            .forEach(field -> reads.merge(section.name() + "." + field, more, Integer::sum));
      }
      return;
    }
    FactType factType = rulebook.shapes().get(type);
    if (factType != null && factType.kind() == FactType.Kind.DERIVED) {
      derived(type, times);
    } else if (type.equals(BuiltInTypes.THRESHOLD) && varies(pattern)) {
      derived(BuiltInTypes.DIMENSION, times);
    }
  }

  private boolean varies(Condition.Pattern pattern) {
    return Threshold.nameIn(pattern)
        .map(name -> !Objects.requireNonNull(rulebook.thresholds().get(name)).variants().isEmpty())
        .orElse(true);
  }

  private void derived(String type, int times) {
    rulebook.derivations().stream()
        .filter(derivation -> derivation.then().type().equals(type))
        .forEach(derivation -> add(derivation.when(), times));
  }
}
