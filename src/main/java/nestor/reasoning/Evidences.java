package nestor.reasoning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.language.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What a solution rests on: the entries that it matched, and the sections that it searched as a
 * whole.
 */
final class Evidences {
  /** Of what rests on nothing that is on record. */
  static final SortedSet<EvidenceRef> NONE = Collections.emptySortedSet();

  private final List<Inner> all;

  private Evidences(List<Inner> all) {
    this.all = all;
  }

  /**
   * Conditions that were searched.
   *
   * @param plan how to find the entries that satisfied them; null where none may
   * @param at where to remember these entries; null where they are not remembered
   * @param sections the sections in which they could be satisfied
   */
  private record Inner(@Nullable Plan plan, Remembered.@Nullable Place at, Set<String> sections) {

    static Inner of(
        List<Condition> conditions, @Nullable Remembered remembered, Rulebook rulebook) {
      return new Inner(
          Plan.inAnyOrder(conditions, remembered),
          remembered == null ? null : remembered.place(conditions),
          Evidences.sections(conditions, rulebook));
    }
  }

  /** Of what rests on one entry, or one section. */
  static SortedSet<EvidenceRef> one(EvidenceRef ref) {
    SortedSet<EvidenceRef> one = new TreeSet<>();
    one.add(ref);
    return one;
  }

  /** Of what rests on both. */
  static SortedSet<EvidenceRef> both(SortedSet<EvidenceRef> a, SortedSet<EvidenceRef> b) {
    SortedSet<EvidenceRef> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }

  static Evidences of(
      List<Condition> conditions, @Nullable Remembered remembered, Rulebook rulebook) {
    List<Inner> all = new ArrayList<>();
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Absence absence) {
        all.add(new Inner(null, null, sections(absence.of(), rulebook)));
      } else if (condition instanceof Condition.Presence presence) {
        all.add(Inner.of(presence.of(), remembered, rulebook));
      } else if (condition instanceof Condition.Aggregate aggregate) {
        all.add(Inner.of(aggregate.over(), remembered, rulebook));
      }
    }
    return new Evidences(List.copyOf(all));
  }

  SortedSet<EvidenceRef> of(Evaluation.Solution solution, Knowledge knowledge) {
    SortedSet<EvidenceRef> evidence = new TreeSet<>();
    for (Object matched : solution.matched()) {
      if (matched instanceof Fact fact) {
        evidence.addAll(fact.evidence());
      }
    }
    for (Inner inner : all) {
      SortedSet<EvidenceRef> entries = entries(inner, solution.bindings(), knowledge);
      evidence.addAll(entries);
      if (entries.isEmpty()) {
        for (String section : inner.sections()) {
          if (knowledge.holds(section)) {
            evidence.add(new EvidenceRef(section, null));
          }
        }
      }
    }
    return evidence;
  }

  /** The entries that satisfied the inner conditions. */
  private static SortedSet<EvidenceRef> entries(
      Inner inner, Bindings bindings, Knowledge knowledge) {
    Plan plan = inner.plan();
    if (plan == null) {
      return NONE;
    }
    Remembered.Place at = inner.at();
    return at == null
        ? entries(plan, bindings, knowledge)
        : knowledge.remembered().evidence(at, bindings, () -> entries(plan, bindings, knowledge));
  }

  private static SortedSet<EvidenceRef> entries(Plan plan, Bindings bindings, Knowledge knowledge) {
    SortedSet<EvidenceRef> entries = new TreeSet<>();
    plan.find(
        knowledge,
        bindings,
        (with, truth, matched) -> {
          for (Plan.Matched at = matched; at != null && truth.isYes(); at = at.before()) {
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
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        rulebook.vocabulary().ofType(pattern.type()).map(Section::name).ifPresent(sections::add);
        rulebook.derivations().stream()
            .filter(derivation -> derivation.then().type().equals(pattern.type()))
            .forEach(derivation -> searched(derivation.when(), rulebook, sections));
      } else if (condition instanceof Condition.Absence absence) {
        searched(absence.of(), rulebook, sections);
      } else if (condition instanceof Condition.Presence presence) {
        searched(presence.of(), rulebook, sections);
      } else if (condition instanceof Condition.Aggregate aggregate) {
        searched(aggregate.over(), rulebook, sections);
      }
    }
  }
}
