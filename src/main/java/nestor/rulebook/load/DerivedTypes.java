package nestor.rulebook.load;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Rule;

/** Types that rules derive, with the types and thresholds that their facts come from. */
final class DerivedTypes {
  private final Map<String, Set<String>> from = new LinkedHashMap<>();
  private final Map<String, Set<String>> thresholds = new LinkedHashMap<>();

  /** Adds what a rule reads that derives facts of a type. */
  void add(String type, Collection<String> typesRead, Collection<String> thresholdsRead) {
    from.computeIfAbsent(type, t -> new LinkedHashSet<>()).addAll(typesRead);
    thresholds.computeIfAbsent(type, t -> new LinkedHashSet<>()).addAll(thresholdsRead);
  }

  /** The thresholds that facts of a type are derived with. */
  Set<String> thresholds(String type) {
    return thresholds.getOrDefault(type, Set.of());
  }

  /** These types, and all from which they are derived. */
  Set<String> reached(Collection<String> types) {
    Set<String> reached = new LinkedHashSet<>();
    types.forEach(type -> reach(type, reached));
    return reached;
  }

  private void reach(String type, Set<String> reached) {
    if (reached.add(type)) {
      from.getOrDefault(type, Set.of()).forEach(read -> reach(read, reached));
    }
  }

  /** Adds a fault for each derivation of a type that rests on itself. */
  void circles(List<Rule.Derivation> derivations, List<Diagnostic> faults) {
    for (Rule.Derivation derivation : derivations) {
      String type = derivation.then().type();
      if (reached(from.getOrDefault(type, Set.of())).contains(type)) {
        faults.add(
            derivation
                .then()
                .position()
                .fault(
                    type + " is derived from itself",
                    "derive it from the organisation's own data only"));
      }
    }
  }
}
