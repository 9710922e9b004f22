package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.engine.assessment.EvidenceRef;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Collector of the evidence of a match: the entries that it matched, and the sections that it
 * searched as a whole.
 */
final class EvidenceCollector {
  private final List<Inner> all;

  private EvidenceCollector(List<Inner> all) {
    this.all = all;
  }

  /**
   * Conditions that were searched.
   *
   * @param compiled how to find the entries that satisfied them; null where none may
   * @param at where to remember these entries; null where they are not remembered
   * @param sections the sections in which they could be satisfied
   */
  private record Inner(
      @Nullable CompiledConditions compiled,
      SubconditionCache.@Nullable Place at,
      Set<String> sections) {

    static Inner of(
        List<Condition> conditions,
        @Nullable SubconditionCache subconditionCache,
        Rulebook rulebook) {
      return new Inner(
          CompiledConditions.inAnyOrder(conditions, subconditionCache),
          subconditionCache == null ? null : subconditionCache.place(conditions),
          EvidenceCollector.sections(conditions, rulebook));
    }
  }

  static EvidenceCollector of(
      List<Condition> conditions,
      @Nullable SubconditionCache subconditionCache,
      Rulebook rulebook) {
    List<Inner> all = new ArrayList<>();
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> {},
          not -> all.add(new Inner(null, null, sections(not.of(), rulebook))),
          exists -> all.add(Inner.of(exists.of(), subconditionCache, rulebook)),
          accumulate -> all.add(Inner.of(accumulate.over(), subconditionCache, rulebook)));
    }
    return new EvidenceCollector(List.copyOf(all));
  }

  SortedSet<EvidenceRef> of(Solution solution, FactSource facts) {
    SortedSet<EvidenceRef> evidence = new TreeSet<>();
    for (Object matched : solution.matched()) {
      if (matched instanceof Fact fact) {
        evidence.addAll(fact.evidence());
      }
    }
    for (Inner inner : all) {
      SortedSet<EvidenceRef> entries = entries(inner, solution.bindings(), facts);
      evidence.addAll(entries);
      if (entries.isEmpty()) {
        for (String section : inner.sections()) {
          if (facts.holds(section)) {
            evidence.add(new EvidenceRef(section, null));
          }
        }
      }
    }
    return evidence;
  }

  /** The entries that satisfied the inner conditions. */
  private static SortedSet<EvidenceRef> entries(Inner inner, Bindings bindings, FactSource facts) {
    CompiledConditions compiled = inner.compiled();
    if (compiled == null) {
      return EvidenceSets.NONE;
    }
    SubconditionCache.Place at = inner.at();
    return at == null
        ? entries(compiled, bindings, facts)
        : facts
            .subconditionResults()
            .evidence(at, bindings, () -> entries(compiled, bindings, facts));
  }

  private static SortedSet<EvidenceRef> entries(
      CompiledConditions compiled, Bindings bindings, FactSource facts) {
    SortedSet<EvidenceRef> entries = new TreeSet<>();
    compiled.find(
        facts,
        bindings,
        (with, ternary, matched) -> {
          for (Matched at = matched; at != null && ternary.isYes(); at = at.before()) {
            if (at.last() instanceof Fact fact) {
              entries.addAll(fact.evidence());
            }
          }
          return true;
        });
    return entries;
  }

  private static Set<String> sections(List<Condition> conditions, Rulebook rulebook) {
    Set<String> sections = new TreeSet<>();
    searched(conditions, rulebook, sections);
    return sections;
  }

  private static void searched(
      List<Condition> conditions, Rulebook rulebook, Set<String> sections) {
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      rulebook.vocabulary().ofType(pattern.type()).map(Section::name).ifPresent(sections::add);
      rulebook.derivations().stream()
          .filter(derivation -> derivation.then().type().equals(pattern.type()))
          .forEach(derivation -> searched(derivation.when(), rulebook, sections));
    }
  }
}
