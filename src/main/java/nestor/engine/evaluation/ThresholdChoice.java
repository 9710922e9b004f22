package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Choice of the variant of each threshold. Where the deciding dimension is unknown, all variants
 * that could apply stand side by side, and what holds under each of them holds.
 */
final class ThresholdChoice {
  private final FactSource facts;
  private final LocalDate asOf;

  ThresholdChoice(FactSource facts, LocalDate asOf) {
    this.facts = facts;
    this.asOf = asOf;
  }

  /** The fact of a threshold; its values are unknown where several variants could apply. */
  Fact fact(Threshold threshold) {
    SortedSet<String> needs = new TreeSet<>();
    return fact(threshold, choices(threshold, needs), needs, asOf);
  }

  /** Returns the fact of a threshold to which those choices could apply. */
  static Fact fact(
      Threshold threshold, Set<Threshold.Choice> choices, SortedSet<String> needs, LocalDate asOf) {
    List<@Nullable Object> numbers = new ArrayList<>();
    List<@Nullable Object> since = new ArrayList<>();
    List<@Nullable Object> until = new ArrayList<>();
    for (Threshold.Choice choice : choices) {
      numbers.add(choice.number());
      if (threshold.inDays()) {
        since.add(asOf.minusDays(choice.number().longValue()));
        until.add(asOf.plusDays(choice.number().longValue()));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", threshold.name());
    values.put("value", one(numbers, needs));
    if (threshold.inDays()) {
      values.put("since", one(since, needs));
      values.put("until", one(until, needs));
    }
    return new Fact(
        BuiltInTypes.THRESHOLD + " " + threshold.name(),
        BuiltInTypes.THRESHOLD,
        values,
        Ternary.YES,
        EvidenceSets.NONE);
  }

  private static Object one(List<@Nullable Object> options, SortedSet<String> needs) {
    Object only = options.get(0);
    return options.size() == 1 && only != null
        ? only
        : new Unknown(needs, new OneOf(options), false);
  }

  /** The choices that could apply; what would tell which is added to the needs. */
  Set<Threshold.Choice> choices(Threshold threshold, SortedSet<String> needs) {
    Set<Threshold.Choice> choices = new LinkedHashSet<>();
    for (Threshold.Variant variant : threshold.variants()) {
      Ternary applies = applies(variant);
      if (!applies.isNo()) {
        choices.add(threshold.choice(variant));
        needs.addAll(applies.needs());
      }
      if (applies.isYes()) {
        return choices;
      }
    }
    choices.add(threshold.base(asOf));
    return choices;
  }

  private Ternary applies(Threshold.Variant variant) {
    Ternary applies = Ternary.NO;
    for (Fact dimension : facts.facts(BuiltInTypes.DIMENSION)) {
      if (variant.dimension().equals(dimension.value("name"))) {
        applies =
            applies.or(
                dimension
                    .existence()
                    .and(
                        Comparisons.compare(
                            nestor.rulebook.syntax.Expression.Comparator.EQUAL,
                            dimension.value("value"),
                            variant.value())));
      }
    }
    return applies;
  }
}
