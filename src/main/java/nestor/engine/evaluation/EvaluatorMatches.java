package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.AtLeast;
import nestor.engine.ternary.Unknown.Between;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Matches found by the three-valued evaluation alone. They equal those of {@link DroolsMatches},
 * without the check that both agree, and need no compiled rules: use it to try changed conditions
 * at once.
 */
final class EvaluatorMatches implements MatchSource {
  private static final List<IdentityHashMap<Object, Object>> NOTHING_TO_CHOOSE =
      List.of(new IdentityHashMap<>(0));

  @Override
  public Collection<Found> of(Rule.Case ofRule, Collection<Solution> certain) {
    List<Found> found = new ArrayList<>();
    for (Solution solution : certain) {
      for (IdentityHashMap<Object, Object> chosen : choices(solution)) {
        found.add(new Found(solution.matched(), values(solution.bindings(), chosen)));
      }
    }
    return found;
  }

  /** Each way to choose a variant for every threshold that leaves several open. */
  private static List<IdentityHashMap<Object, Object>> choices(Solution solution) {
    List<IdentityHashMap<Object, Object>> choices = NOTHING_TO_CHOOSE;
    for (Fact fact : solution.facts()) {
      if (fact.type().equals(BuiltInTypes.THRESHOLD)
          && fact.value("value") instanceof Unknown unknown
          && unknown.range() instanceof OneOf one) {
        List<IdentityHashMap<Object, Object>> further = new ArrayList<>();
        for (IdentityHashMap<Object, Object> before : choices) {
          for (int i = 0; i < one.options().size(); i++) {
            further.add(chosen(before, fact, i));
          }
        }
        choices = further;
      }
    }
    return choices;
  }

  private static IdentityHashMap<Object, Object> chosen(
      IdentityHashMap<Object, Object> before, Fact threshold, int variant) {
    IdentityHashMap<Object, Object> chosen = new IdentityHashMap<>(before);
    for (Object value : threshold.values().values()) {
      if (value instanceof Unknown unknown && unknown.range() instanceof OneOf one) {
        Object option = one.options().get(variant);
        if (option != null) {
          chosen.put(value, option);
        }
      }
    }
    return chosen;
  }

  private static Map<String, @Nullable Object> values(
      Bindings bindings, IdentityHashMap<Object, Object> chosen) {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Bindings at = bindings; at != null; at = at.older()) {
      if (!values.containsKey(at.name())) {
        values.put(at.name(), onRecord(at.value(), chosen));
      }
    }
    return values;
  }

  /** Recorded part of a value: of a sum to which open entries could add, the sum without them. */
  private static @Nullable Object onRecord(
      @Nullable Object value, IdentityHashMap<Object, Object> chosen) {
    if (value instanceof Fact fact
        && fact.values().values().stream().anyMatch(Unknown.class::isInstance)) {
      Map<String, Object> known = new LinkedHashMap<>();
      fact.values()
          .forEach(
              (name, of) -> {
                Object said = onRecord(of, chosen);
                if (said != null) {
                  known.put(name, said);
                }
              });
      return new Fact(fact.key(), fact.type(), known, fact.existence(), fact.evidence());
    }
    if (!(value instanceof Unknown unknown)) {
      return value;
    }
    Object option = chosen.get(value);
    if (option != null) {
      return option;
    }
    if (unknown.stated() != null) {
      return unknown.stated().taken();
    }
    if (unknown.range() instanceof AtLeast list) {
      return list.known();
    }
    return unknown.range() instanceof Between between && !unknown.offRecord()
        ? between.low()
        : null;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
