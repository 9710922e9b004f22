package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.ternary.OpenField;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.Rule;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Decision of a rule that missing data seems to leave open, by trying the values that the fields
 * can have on which it depends. What comes out alike whatever these are is certain: conditions are
 * judged one by one otherwise, and then "it is this or it is not" is never seen to hold.
 *
 * <p>Fields that have nothing to do with one another are tried apart. Fields with which conditions
 * calculate are left open. Of sections that are absent, the entries that several conditions look
 * for are supposed to be there or not; that only ever shows that a rule is clear. Where cases of
 * the rule ask for the same derived fact, one that it is there and one that it is not, that fact is
 * supposed both ways; that only ever shows that a rule is due.
 */
final class CaseSplit {
  /** So many combinations of values are tried together. */
  private static final int MOST_TOGETHER = 64;

  /** So many entries of absent sections are supposed to be there or not. */
  private static final int MOST_ENTRIES = 4;

  /** Where no more facts that rules derive are open, each is supposed to be there and not to be. */
  private static final int MOST_FACTS = 16;

  /**
   * So many values are replaced for one combination of each group. With very many entries that say
   * little, each of them is a group, and trying them would take minutes.
   */
  private static final long MOST_REPLACED = 400_000;

  /** So many combinations of entries are tried for one rule, all suppositions together. */
  private static final long MOST_WORK = 1_280_000;

  private final Rule rule;
  private final FactBase factBase;
  private final EvaluationLimits limits;

  private CaseSplit(Rule rule, FactBase factBase) {
    this.rule = rule;
    this.factBase = factBase;
    this.limits = factBase.budget().limits().withCombinations(MOST_WORK / MOST_TOGETHER);
  }

  /**
   * Result.
   *
   * @param answer yes or no where it is certain; else what it depends on is not known better
   * @param supposed where it is certain and yes, each way to fill the gaps, with the ways in which
   *     the rule then holds
   */
  record Decision(Ternary.Kind answer, List<Supposed> supposed) {
    private static final Decision OPEN = new Decision(Ternary.Kind.DEPENDS, List.of());
  }

  /**
   * Facts with something supposed, and the ways in which a rule holds with them.
   *
   * @param values values of fields that are supposed
   * @param fact a derived fact that is supposed to be there, or not to be there
   */
  record Supposed(
      Map<String, @Nullable Object> values,
      @Nullable Fact fact,
      FactBase facts,
      RuleSolutions solutions) {

    boolean isDue() {
      return solutions.cases().stream().anyMatch(c -> !c.certain().isEmpty());
    }
  }

  /**
   * Decides a rule, if that can be.
   *
   * @param open what the ways to satisfy it depend on that are possible, and not certain
   */
  static Decision of(Rule rule, FactBase factBase, Collection<Ternary> open) {
    RepeatedReads repeated = factBase.repeatedReads(rule);
    Set<String> needs = new TreeSet<>();
    open.forEach(way -> needs.addAll(way.needs()));
    try {
      CaseSplit split = new CaseSplit(rule, factBase);
      if (needs.stream().anyMatch(repeated::isRepeated)) {
        Decision byFields = split.decide();
        if (byFields.answer() != Ternary.Kind.DEPENDS) {
          return byFields;
        }
      }
      return split.isNoneByEntries(wanted(needs, repeated, factBase))
          ? new Decision(Ternary.Kind.NO, List.of())
          : split.decideByFacts(repeated, needs);
    } catch (RunawayRuleException tooMuch) {
      // What takes too much to be tried stays open.
      return Decision.OPEN;
    }
  }

  /** The entries of absent sections that several conditions of the rule look for. */
  private static List<Supposition.SupposedEntry> wanted(
      Set<String> needs, RepeatedReads repeated, FactBase factBase) {
    List<Supposition.SupposedEntry> wanted = new ArrayList<>();
    for (String need : needs) {
      Section section = factBase.rulebook().vocabulary().section(need).orElse(null);
      String telling =
          section == null || section.speaksFor() != null || factBase.holds(need)
              ? null
              : RepeatedReads.telling(section);
      if (telling != null) {
        for (String word : repeated.wanted(need)) {
          wanted.add(new Supposition.SupposedEntry(need, telling, word, true));
        }
      }
    }
    return wanted;
  }

  /** Whether nothing makes the rule due, whichever of those entries there are. */
  private boolean isNoneByEntries(List<Supposition.SupposedEntry> entries) {
    if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
      return false;
    }
    // None of them comes first: that costs least to try, and many rules hold then.
    for (int which = 0; which < 1 << entries.size(); which++) {
      List<Supposition.SupposedEntry> some = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        Supposition.SupposedEntry entry = entries.get(i);
        some.add(
            new Supposition.SupposedEntry(
                entry.section(), entry.field(), entry.value(), (which >> i & 1) == 1));
      }
      FactBase supposed = factBase.supposing(Supposition.ofEntries(some), limits);
      for (Rule.Case ofRule : rule.cases()) {
        if (!supposed.compiledRules().of(ofRule).when().any(supposed, Bindings.NONE).isNo()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether some derived fact makes the rule due both by being there and by not being there. */
  private Decision decideByFacts(RepeatedReads repeated, Set<String> needs) {
    List<Fact> open = new ArrayList<>();
    for (String type : repeated.derivedBothWays()) {
      for (Fact fact : facts(type, repeated.derivedWanted(type))) {
        if (!Collections.disjoint(fact.existence().needs(), needs)) {
          open.add(fact);
        }
      }
    }
    if (open.size() > MOST_FACTS) {
      // Each costs an evaluation of its own, and a few of very many show little.
      return Decision.OPEN;
    }
    for (Fact fact : open) {
      Supposed there = solutions(fact, true);
      Supposed notThere = there.isDue() ? solutions(fact, false) : there;
      if (there.isDue() && notThere.isDue()) {
        return new Decision(Ternary.Kind.YES, List.of(there, notThere));
      }
    }
    return Decision.OPEN;
  }

  /**
   * Derived facts with nothing open but whether they are there.
   *
   * @param wanted values of those that conditions look for
   */
  private Collection<Fact> facts(String type, Set<Map<String, Object>> wanted) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    Ternary others = Ternary.NO;
    for (Fact fact : factBase.facts(type)) {
      if (fact.isOfKnownValues()) {
        facts.put(fact.key(), fact);
      } else {
        others = others.or(Ternary.dependsOn(fact.existence().needs()));
      }
    }
    if (others.kind() == Ternary.Kind.DEPENDS) {
      for (Map<String, Object> values : wanted) {
        String key = ValueKeys.derived(type, values);
        facts.putIfAbsent(key, new Fact(key, type, values, others, EvidenceSets.NONE));
      }
    }
    facts.values().removeIf(fact -> !fact.isOpen());
    return facts.values();
  }

  private Supposed solutions(Fact fact, boolean isThere) {
    Supposition supposition = Supposition.ofFact(fact, isThere);
    FactBase supposed = factBase.supposing(supposition, limits);
    return new Supposed(Map.of(), fact, supposed, RuleSolutions.of(rule, supposed));
  }

  private Decision decide() {
    Supposition nothing = new Supposition(Map.of(), true);
    List<Set<String>> ways = new ArrayList<>();
    for (Solution way : possible(solutions(nothing).solutions())) {
      ways.add(fields(way.ternary().needs(), nothing));
    }
    List<Set<String>> together = together(ways);
    if ((long) together.size() * nothing.open().size() > MOST_REPLACED) {
      return Decision.OPEN;
    }
    boolean no = ways.stream().noneMatch(Set::isEmpty);
    for (Set<String> group : together) {
      Tried tried = new Tried(group, no, together.size() > 1);
      tried.all(values(group, nothing.open()));
      if (tried.yes) {
        return new Decision(Ternary.Kind.YES, tried.supposed);
      }
      no &= tried.no;
    }
    return no ? new Decision(Ternary.Kind.NO, List.of()) : Decision.OPEN;
  }

  private Supposed solutions(Supposition supposition) {
    FactBase supposed = factBase.supposing(supposition, limits);
    return new Supposed(supposition.supposed(), null, supposed, RuleSolutions.of(rule, supposed));
  }

  private static List<Solution> possible(RuleSolutions solutions) {
    return solutions.cases().stream().flatMap(c -> c.possible().stream()).toList();
  }

  /** Needs that are fields whose values can be supposed. */
  private static Set<String> fields(Set<String> needs, Supposition supposition) {
    Set<String> fields = new TreeSet<>(needs);
    fields.retainAll(supposition.open().keySet());
    return fields;
  }

  /** The fields in groups, so that no way depends on fields of two groups. */
  private static List<Set<String>> together(List<Set<String>> ways) {
    List<Set<String>> groups = new ArrayList<>();
    for (Set<String> way : ways) {
      Set<String> group = new TreeSet<>(way);
      for (Set<String> other : List.copyOf(groups)) {
        if (other.stream().anyMatch(group::contains)) {
          group.addAll(other);
          groups.remove(other);
        }
      }
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }

  /** The values that stand for all, of as many fields of the group as can be tried together. */
  private static Map<String, List<@Nullable Object>> values(
      Set<String> group, Map<String, OpenField> open) {
    Map<String, List<@Nullable Object>> all = new LinkedHashMap<>();
    Map<Integer, List<String>> bySize = new TreeMap<>();
    for (String name : group) {
      OpenField field = open.get(name);
      List<@Nullable Object> values = field == null ? List.of() : field.values();
      if (!values.isEmpty()) {
        all.put(name, values);
        bySize.computeIfAbsent(values.size(), size -> new ArrayList<>()).add(name);
      }
    }
    Map<String, List<@Nullable Object>> some = new LinkedHashMap<>();
    int combinations = 1;
    for (List<String> names : bySize.values()) {
      for (String name : names) {
        List<@Nullable Object> values = all.getOrDefault(name, List.of());
        if (combinations * values.size() <= MOST_TOGETHER) {
          some.put(name, values);
          combinations *= values.size();
        }
      }
    }
    return some;
  }

  /** Results of the combinations of values of one group of fields. */
  private final class Tried {
    private final Set<String> group;
    private final List<Supposed> supposed = new ArrayList<>();
    private final boolean oneOfSeveral;
    private boolean yes = true;
    private boolean no;

    /**
     * @param no whether it is of interest that the fields make nothing hold
     * @param oneOfSeveral whether there are further groups
     */
    Tried(Set<String> group, boolean no, boolean oneOfSeveral) {
      this.group = group;
      this.oneOfSeveral = oneOfSeveral;
      this.no = no;
    }

    /** Tries all combinations, the first and the last before others: they differ most. */
    void all(Map<String, List<@Nullable Object>> values) {
      if (values.isEmpty()) {
        yes = false;
        no = false;
        return;
      }
      int combinations = values.values().stream().mapToInt(List::size).reduce(1, (a, b) -> a * b);
      one(0, values);
      if (combinations > 1) {
        one(combinations - 1, values);
      }
      for (int i = 1; i < combinations - 1 && (yes || no); i++) {
        one(i, values);
      }
    }

    private void one(int number, Map<String, List<@Nullable Object>> values) {
      if (!yes && !no) {
        return;
      }
      Map<String, @Nullable Object> chosen = new HashMap<>();
      int rest = number;
      for (Map.Entry<String, List<@Nullable Object>> field : values.entrySet()) {
        int count = field.getValue().size();
        chosen.put(field.getKey(), field.getValue().get(rest % count));
        rest /= count;
      }
      Supposed with = solutions(new Supposition(chosen, oneOfSeveral));
      boolean holds = with.isDue();
      yes &= holds;
      no &= !holds && possible(with.solutions()).stream().allMatch(this::isOfOthers);
      supposed.add(with);
    }

    /** Whether a way depends on fields of another group, and so is not of this one. */
    private boolean isOfOthers(Solution way) {
      return way.ternary().needs().stream()
          .anyMatch(need -> OpenField.isName(need) && !group.contains(need));
    }
  }
}
