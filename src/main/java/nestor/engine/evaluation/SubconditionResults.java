package nestor.engine.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import nestor.dossier.Dossier;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.ternary.Ternary;
import org.jspecify.annotations.Nullable;

/**
 * Results of inner conditions for one dossier, at the places that a {@link SubconditionCache}
 * numbers.
 */
final class SubconditionResults {
  /** Going through so few facts costs less than to remember what came of it. */
  private static final int FEW = 50;

  private final FactSource facts;
  private final boolean isLarge;
  private @Nullable Ternary[] truths = new Ternary[64];
  private @Nullable List<Solution>[] solutions = lists(16);
  private final Map<List<@Nullable Object>, Ternary> truthsOf = new HashMap<>();
  private final Map<List<@Nullable Object>, List<Solution>> solutionsOf = new HashMap<>();
  private final Map<List<@Nullable Object>, SortedSet<EvidenceRef>> evidenceOf = new HashMap<>();

  SubconditionResults(FactSource facts, Dossier dossier) {
    this.facts = facts;
    this.isLarge =
        dossier.sections().values().stream()
            .anyMatch(held -> held.content().entries().size() > FEW);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable List<Solution>[] lists(int size) {
    return new List[size];
  }

  /** Whether there is any way to satisfy the conditions of that place. */
  Ternary any(SubconditionCache.Place place, CompiledConditions compiled, Bindings bindings) {
    if (!place.outer().isEmpty()) {
      if (!isMuch(place)) {
        return compiled.any(facts, bindings);
      }
      List<@Nullable Object> outer = outer(place, bindings);
      Ternary known = truthsOf.get(outer);
      if (known == null) {
        known = compiled.any(facts, bindings);
        truthsOf.put(outer, known);
      }
      return known;
    }
    int number = place.number();
    Ternary known = number < truths.length ? truths[number] : null;
    if (known == null) {
      known = compiled.any(facts, Bindings.NONE);
      if (number >= truths.length) {
        truths = Arrays.copyOf(truths, 2 * number);
      }
      truths[number] = known;
    }
    return known;
  }

  /** All ways to satisfy the conditions of that place. */
  List<Solution> solutions(
      SubconditionCache.Place place, CompiledConditions compiled, Bindings bindings) {
    if (!place.outer().isEmpty()) {
      if (!isMuch(place)) {
        return compiled.solutions(facts, bindings);
      }
      List<@Nullable Object> outer = outer(place, bindings);
      List<Solution> known = solutionsOf.get(outer);
      if (known == null) {
        known = compiled.solutions(facts, bindings);
        solutionsOf.put(outer, known);
      }
      return known;
    }
    int number = place.number();
    List<Solution> known = number < solutions.length ? solutions[number] : null;
    if (known == null) {
      known = compiled.solutions(facts, Bindings.NONE);
      if (number >= solutions.length) {
        solutions = Arrays.copyOf(solutions, 2 * number);
      }
      solutions[number] = known;
    }
    return known;
  }

  /** On which entries it rests that the conditions of that place are satisfied. */
  SortedSet<EvidenceRef> evidence(
      SubconditionCache.Place place, Bindings bindings, Supplier<SortedSet<EvidenceRef>> search) {
    if (!isMuch(place)) {
      return search.get();
    }
    List<@Nullable Object> outer = outer(place, bindings);
    SortedSet<EvidenceRef> known = evidenceOf.get(outer);
    if (known == null) {
      known = search.get();
      evidenceOf.put(outer, known);
    }
    return known;
  }

  private boolean isMuch(SubconditionCache.Place place) {
    return isLarge && place.first() != null && facts.facts(place.first()).size() > FEW;
  }

  /** The place, with the values of the variables that are read there. */
  private static List<@Nullable Object> outer(SubconditionCache.Place place, Bindings bindings) {
    @Nullable Object[] outer = new Object[place.outer().size() + 1];
    outer[0] = place.number();
    for (int i = 1; i < outer.length; i++) {
      Object value = place.outer().get(i - 1).of(null, bindings);
      // What could be there is another thing where more is known of it.
      outer[i] = value instanceof Fact fact && !fact.isOpen() ? fact.key() : value;
    }
    return Arrays.asList(outer);
  }

  /** Forgets all of it. */
  void clear() {
    Arrays.fill(truths, null);
    Arrays.fill(solutions, null);
    truthsOf.clear();
    solutionsOf.clear();
    evidenceOf.clear();
  }
}
