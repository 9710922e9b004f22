package nestor.trial;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.rulebook.Alike;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;

/**
 * The rules whose answers an edit of a rulebook can touch. To take one for touched that is not
 * costs time alone, so where it is not plain, all are.
 *
 * @param first the rules to answer for every organisation
 * @param last further rules, which look at what others recommend: they are touched only where one
 *     of the first is answered otherwise
 * @param reworded rules of which only the words that stand beside the answer are others
 */
record Touched(SortedSet<String> first, SortedSet<String> last, SortedSet<String> reworded) {

  static Touched by(Rulebook before, Rulebook after) {
    SortedSet<String> all = new TreeSet<>(before.rules().keySet());
    all.addAll(after.rules().keySet());
    Set<String> thresholds = changedThresholds(before.thresholds(), after.thresholds());
    if (!before.vocabulary().equals(after.vocabulary())
        || !before.shapes().equals(after.shapes())
        || !before.tables().equals(after.tables())
        || !Alike.are(before.derivations(), after.derivations())
        || decideDimensions(after, thresholds)) {
      return new Touched(all, new TreeSet<>(), new TreeSet<>());
    }
    SortedSet<String> touched = new TreeSet<>();
    SortedSet<String> reworded = new TreeSet<>();
    for (String id : all) {
      Rule then = before.rules().get(id);
      Rule now = after.rules().get(id);
      if (then == null || now == null || !answerAlike(then, now)) {
        touched.add(id);
      } else if (!areWordedAlike(then.guidance(), now.guidance())) {
        reworded.add(id);
      }
    }
    SortedSet<String> late = new TreeSet<>();
    for (Rulebook book : List.of(before, after)) {
      Dependence dependence = new Dependence(book);
      late.addAll(dependence.onRecommendations());
      book.rules()
          .forEach(
              (id, rule) -> {
                if (comparesWith(rule, thresholds, dependence)) {
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
    return new Touched(touched, late, reworded);
  }

  private static boolean answerAlike(Rule one, Rule other) {
    return one.guidance().owner().equals(other.guidance().owner())
        && one.guidance().priority().equals(other.guidance().priority())
        && Alike.are(one.cases(), other.cases());
  }

  private static boolean areWordedAlike(Guidance one, Guidance other) {
    return one.title().equals(other.title()) && one.action().equals(other.action());
  }

  private static Set<String> changedThresholds(
      SortedMap<String, Threshold> before, SortedMap<String, Threshold> after) {
    Set<String> changed = new TreeSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(name -> Alike.are(before.get(name), after.get(name)));
    return changed;
  }

  /** By dimensions thresholds vary and owners are chosen, for rules that do not name them. */
  private static boolean decideDimensions(Rulebook book, Set<String> thresholds) {
    Dependence dependence = new Dependence(book);
    return book.derivations().stream()
        .filter(derivation -> derivation.then().type().equals(EngineFacts.DIMENSION))
        .flatMap(derivation -> dependence.reach(derivation.when()).thresholds().stream())
        .anyMatch(thresholds::contains);
  }

  private static boolean comparesWith(Rule rule, Set<String> thresholds, Dependence dependence) {
    return rule.cases().stream()
        .flatMap(ofRule -> dependence.reach(ofRule.when()).thresholds().stream())
        .anyMatch(thresholds::contains);
  }

  /** Whether what missing data could raise a rule to is not told by its answer. */
  private static boolean isRaised(String id, Rulebook before, Rulebook after) {
    return Stream.of(before, after)
        .map(book -> book.rules().get(id))
        .filter(Objects::nonNull)
        .flatMap(rule -> rule.cases().stream())
        .anyMatch(ofRule -> ofRule.priority() != null);
  }
}
