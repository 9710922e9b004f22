package nestor.workbench;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.StructuralEquality;
import nestor.rulebook.Threshold;

/**
 * Rules whose answers an edit of a rulebook can affect. A rule too many costs time alone, so in
 * doubt all are affected.
 *
 * @param first the rules to answer for every organisation
 * @param last further rules, which look at what others recommend: they are touched only where one
 *     of the first is answered otherwise
 * @param reworded rules that change only in the words beside the answer
 */
record AffectedRules(SortedSet<String> first, SortedSet<String> last, SortedSet<String> reworded) {

  static AffectedRules by(Rulebook before, Rulebook after) {
    SortedSet<String> all = new TreeSet<>(before.rules().keySet());
    all.addAll(after.rules().keySet());
    Set<String> thresholds = changedThresholds(before.thresholds(), after.thresholds());
    if (!before.vocabulary().equals(after.vocabulary())
        || !before.factTypes().equals(after.factTypes())
        || !before.tables().equals(after.tables())
        || !StructuralEquality.are(before.derivations(), after.derivations())
        || decideDimensions(after, thresholds)) {
      return new AffectedRules(all, new TreeSet<>(), new TreeSet<>());
    }
    SortedSet<String> touched = new TreeSet<>();
    SortedSet<String> reworded = new TreeSet<>();
    for (String id : all) {
      Rule then = before.rules().get(id);
      Rule now = after.rules().get(id);
      if (then == null || now == null || !answerAlike(then, now)) {
        touched.add(id);
      } else if (!areWordedAlike(then.metadata(), now.metadata())) {
        reworded.add(id);
      }
    }
    SortedSet<String> late = new TreeSet<>();
    for (Rulebook book : List.of(before, after)) {
      RuleDependencies ruleDependencies = new RuleDependencies(book);
      late.addAll(ruleDependencies.onRecommendations());
      book.rules()
          .forEach(
              (id, rule) -> {
                if (comparesWith(rule, thresholds, ruleDependencies)) {
                  touched.add(id);
                }
              });
    }
    reworded.removeAll(touched);
    if (touched.isEmpty()) {
      late.clear();
    }
    late.removeAll(touched);
    if (touched.stream().anyMatch(id -> isRaised(id, before, after))) {
      touched.addAll(late);
      late.clear();
    }
    return new AffectedRules(touched, late, reworded);
  }

  private static boolean answerAlike(Rule one, Rule other) {
    return one.metadata().owner().equals(other.metadata().owner())
        && one.metadata().priority().equals(other.metadata().priority())
        && StructuralEquality.are(one.withScopes(), other.withScopes());
  }

  private static boolean areWordedAlike(RuleMetadata one, RuleMetadata other) {
    return one.title().equals(other.title()) && one.action().equals(other.action());
  }

  private static Set<String> changedThresholds(
      SortedMap<String, Threshold> before, SortedMap<String, Threshold> after) {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(name -> StructuralEquality.are(before.get(name), after.get(name)));
    return changed;
  }

  /** By dimensions thresholds vary and owners are chosen, for rules that do not name them. */
  private static boolean decideDimensions(Rulebook book, Set<String> thresholds) {
    RuleDependencies ruleDependencies = new RuleDependencies(book);
    return book.derivations().stream()
        .filter(derivation -> derivation.then().type().equals(BuiltInTypes.DIMENSION))
        .flatMap(derivation -> ruleDependencies.reach(derivation.when()).thresholds().stream())
        .anyMatch(thresholds::contains);
  }

  private static boolean comparesWith(
      Rule rule, Set<String> thresholds, RuleDependencies ruleDependencies) {
    return rule.withScopes().stream()
        .flatMap(ofRule -> ruleDependencies.reach(ofRule.when()).thresholds().stream())
        .anyMatch(thresholds::contains);
  }

  /**
   * Returns whether a finding can raise the rule's priority: its answer then does not show how far
   * missing data could raise it.
   */
  private static boolean isRaised(String id, Rulebook before, Rulebook after) {
    return Stream.of(before, after)
        .map(book -> book.rules().get(id))
        .filter(Objects::nonNull)
        .flatMap(rule -> rule.cases().stream())
        .anyMatch(ofRule -> ofRule.priority() != null);
  }
}
