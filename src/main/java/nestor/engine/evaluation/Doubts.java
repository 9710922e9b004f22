package nestor.engine.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Priority;
import nestor.rulebook.ReasonTemplate;
import nestor.rulebook.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Doubts about answers that rest on something not being on record. Each is judged once more as if
 * that may still be said. Where the answer stays, it rests on nothing; where it does not, the
 * rulebook declares what it takes for granted, and otherwise the rule is not assessed.
 */
final class Doubts {
  private static final String MARK = "assumed: ";

  private final FactBase assuming;
  private final OnRecordTests tests;
  private final Set<String> unmet;
  private final Map<String, Taken> taken = new LinkedHashMap<>();
  private final Map<String, Map<String, Ternary>> derived = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> marksByRule = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> marksOfOwners = new TreeMap<>();
  private List<Fact> recommendations = List.of();
  private @Nullable FactBase doubting;
  private @Nullable FactBase doubtingUndeclared;

  /**
   * @param assuming the facts, where what is not on record is taken as the rulebook assumes
   */
  Doubts(FactBase assuming, OnRecordTests tests) {
    this.assuming = assuming;
    this.tests = tests;
    this.unmet = tests.unmet(assuming.dossier());
  }

  /**
   * Something that is taken for granted.
   *
   * @param derivation the DRL rule that takes it for granted
   * @param words what that is
   * @param bindings the values in these words
   * @param needs what would tell
   * @param fact the fact whose existence is taken for granted, or that there is none
   * @param exists whether it is taken to exist
   */
  record Taken(
      String derivation,
      ReasonTemplate words,
      Bindings bindings,
      SortedSet<String> needs,
      Fact fact,
      boolean exists) {
    String say(ReasonText reasonText) {
      return reasonText.say(
          words,
          (variable, field) -> {
            Object value = bindings.get(variable);
            return field != null && value instanceof Fact of ? of.value(field) : value;
          });
    }
  }

  /** View of facts that doubts what is not on record. */
  final class View {
    private final boolean doubtsDeclared;

    private View(boolean doubtsDeclared) {
      this.doubtsDeclared = doubtsDeclared;
    }

    /** Whether there could be other facts of a type than where nothing is doubted. */
    boolean changes(String type) {
      return !Collections.disjoint(tests.ofType(type), unmet);
    }

    /** The facts, where nothing is doubted. */
    FactBase assuming() {
      return assuming;
    }

    /** Whether what a derivation declares to take for granted is doubted, too. */
    boolean doubtsDeclared() {
      return doubtsDeclared;
    }

    /** Whether a fact exists that a derivation derives which declares an assumption. */
    Ternary existence(
        CompiledRules.Deriving deriving, ReasonTemplate words, Fact fact, Solution solution) {
      if (!doubtsDeclared || solution.ternary().kind() != Ternary.Kind.DEPENDS) {
        return solution.ternary();
      }
      Ternary assumed =
          derived
              .computeIfAbsent(deriving.name(), name -> assuming.existences(deriving, fact.type()))
              .getOrDefault(fact.key(), Ternary.NO);
      if (assumed.kind() == Ternary.Kind.DEPENDS) {
        return solution.ternary();
      }
      String mark = MARK + deriving.name() + " " + fact.key();
      taken.putIfAbsent(
          mark,
          new Taken(
              deriving.name(),
              words,
              solution.bindings(),
              solution.ternary().needs(),
              fact,
              assumed.isYes()));
      return Ternary.dependsOn(Unknown.need(mark));
    }
  }

  /** Answer of a rule. */
  private enum Said {
    RECOMMENDED,
    CLEAR,
    NOT_APPLICABLE,
    OPEN
  }

  private record Judged(Said said, SortedSet<String> needs) {}

  /** Result of a rule; not assessed where it rests on what is neither on record nor assumed. */
  RuleResult settled(Rule rule, RuleResult result) {
    Said said = said(result);
    SortedSet<String> needs = unsettled(rule, said);
    if (needs.isEmpty()) {
      if (result.recommended() != null) {
        markOwner(rule);
      }
      return result;
    }
    SortedMap<Priority, Ternary> possible = new TreeMap<>();
    possible.put(rule.metadata().priority(), Ternary.dependsOn(needs));
    return new RuleResult(null, possible);
  }

  /** The answer of a rule; open where that rests on what is neither on record nor assumed. */
  Ternary settled(Rule rule, Ternary answer, boolean outside) {
    Said said = outside ? Said.NOT_APPLICABLE : answer.isYes() ? Said.RECOMMENDED : Said.CLEAR;
    SortedSet<String> needs =
        answer.kind() == Ternary.Kind.DEPENDS
            ? Collections.emptySortedSet()
            : unsettled(rule, said);
    return needs.isEmpty() ? answer : Ternary.dependsOn(needs);
  }

  /** Notes that the owner of a rule is taken to exist, where somebody may have to act for it. */
  private void markOwner(Rule rule) {
    if (Collections.disjoint(tests.ofType(BuiltInTypes.DIMENSION), unmet)) {
      return;
    }
    String actsFor = BuiltInTypes.ACTS_FOR + rule.metadata().owner();
    for (Fact dimension : view(true).facts(BuiltInTypes.DIMENSION)) {
      if (actsFor.equals(dimension.value("name"))) {
        for (String need : dimension.existence().needs()) {
          if (taken.containsKey(need)) {
            marksOfOwners.computeIfAbsent(rule.metadata().id(), id -> new TreeSet<>()).add(need);
          }
        }
      }
    }
  }

  private static Said said(RuleResult result) {
    if (result.notApplicable() != null) {
      return Said.NOT_APPLICABLE;
    }
    return result.recommended() != null
        ? Said.RECOMMENDED
        : result.open().isNo() ? Said.CLEAR : Said.OPEN;
  }

  /** Needs of an answer that rests on what is not on record; empty where it stays. */
  private SortedSet<String> unsettled(Rule rule, Said said) {
    if (said == Said.OPEN || Collections.disjoint(tests.of(rule), unmet)) {
      return Collections.emptySortedSet();
    }
    Judged doubted = judged(rule, view(true));
    if (doubted.said() == said) {
      return Collections.emptySortedSet();
    }
    if (!Collections.disjoint(tests.undeclaredOf(rule), unmet)) {
      Judged undeclared = judged(rule, view(false));
      if (undeclared.said() != said) {
        return needs(rule, undeclared);
      }
    }
    SortedSet<String> marks = marks(rule, doubted.needs());
    if (marks.isEmpty()) {
      return needs(rule, doubted);
    }
    marksByRule.put(rule.metadata().id(), marks);
    return Collections.emptySortedSet();
  }

  /** Assumptions of an answer that depends on these needs. */
  private SortedSet<String> marks(Rule rule, Set<String> needs) {
    Set<String> declared = tests.declaredBy(rule);
    SortedSet<String> named = new TreeSet<>();
    SortedSet<String> reached = new TreeSet<>();
    taken.forEach(
        (mark, what) -> {
          if (declared.contains(what.derivation())) {
            reached.add(mark);
            // That there is one value for certain excludes others, without a trace in the needs.
            if (needs.contains(mark)
                || what.needs().stream().anyMatch(n -> n.contains(".") && needs.contains(n))) {
              named.add(mark);
            }
          }
        });
    return named.isEmpty() ? reached : named;
  }

  private SortedSet<String> needs(Rule rule, Judged judged) {
    SortedSet<String> needs = new TreeSet<>(judged.needs());
    needs.removeIf(need -> need.startsWith(MARK));
    if (needs.isEmpty()) {
      needs.addAll(tests.of(rule));
      needs.retainAll(unmet);
    }
    return needs;
  }

  /** The facts with what is not on record doubted; with what is declared as well, or all else. */
  private FactBase view(boolean doubtsDeclared) {
    FactBase known = doubtsDeclared ? doubting : doubtingUndeclared;
    if (known == null) {
      known = assuming.doubting(new View(doubtsDeclared));
      known.recommendations(doubtsDeclared ? recommendations : assuming.recommendations());
      if (doubtsDeclared) {
        doubting = known;
      } else {
        doubtingUndeclared = known;
      }
    }
    return known;
  }

  private static Judged judged(Rule rule, FactBase facts) {
    try {
      Ternary outside = RuleTruth.outside(rule, facts);
      if (outside.isYes()) {
        return new Judged(Said.NOT_APPLICABLE, outside.needs());
      }
      Ternary due = RuleTruth.due(rule, facts);
      if (outside.isNo() && due.kind() != Ternary.Kind.DEPENDS) {
        return new Judged(due.isYes() ? Said.RECOMMENDED : Said.CLEAR, due.needs());
      }
      return new Judged(Said.OPEN, Ternary.union(outside.needs(), due.needs()));
    } catch (RunawayRuleException tooMuch) {
      return new Judged(Said.OPEN, Collections.emptySortedSet());
    }
  }

  /**
   * Makes known what other rules recommend, for those that look at it.
   *
   * @param results what came of the others
   */
  void recommendations(SortedMap<String, RuleResult> results, Set<String> waived) {
    TreeMap<String, RuleResult> doubted = new TreeMap<>(results);
    marksByRule.forEach(
        (id, marks) -> {
          Rule rule = assuming.rulebook().rules().get(id);
          if (rule != null) {
            SortedMap<Priority, Ternary> possible = new TreeMap<>();
            possible.put(rule.metadata().priority(), Ternary.dependsOn(marks));
            doubted.put(id, new RuleResult(null, possible));
          }
        });
    recommendations = RecommendationFacts.of(doubted, waived, List.of());
    doubting = null;
    doubtingUndeclared = null;
  }

  /** Assumptions on which answers rest, by rule. */
  SortedMap<String, List<Taken>> byRule() {
    SortedMap<String, SortedSet<String>> marks = new TreeMap<>(marksByRule);
    marksOfOwners.forEach((rule, ofOwner) -> marks.merge(rule, ofOwner, Ternary::union));
    SortedMap<String, List<Taken>> byRule = new TreeMap<>();
    marks.forEach(
        (rule, all) ->
            byRule.put(
                rule, all.stream().map(mark -> Objects.requireNonNull(taken.get(mark))).toList()));
    return byRule;
  }
}
