package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.engine.budget.EvaluationLimits;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.Advise;
import nestor.rulebook.drools.Compilation;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/**
 * The matches that Drools finds in what is on record. It gets the facts that are there and their
 * values; a missing value is null, and where a threshold's variant is open every variant is there.
 * So Drools finds every match that holds and some that only seem to, and the assessment keeps those
 * that hold.
 */
final class DroolsMatches implements MatchSource {
  /** So many facts may keep Drools busy for long. */
  private static final int MANY = 1_000;

  private final FactBase factBase;
  private final KieSession session;
  private final RuleFiring firing;
  private final FactObjects objects;

  /** True until everything inserted was evaluated without failure. */
  private boolean spoilt = true;

  private final Compilation compilation;
  private final Map<String, FactType> factTypes;
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

  /**
   * By rule, then by what matched, an object by its number and an element of a list by its value: a
   * match that fires again has newer values.
   */
  private final Map<String, Map<List<Object>, Found>> found = new HashMap<>();

  /**
   * A session that fires some rules only.
   *
   * @param derivations the rules that derive what the cases asked for read
   * @param asked the cases whose matches are wanted
   */
  private DroolsMatches(
      CompiledRulebook compiled,
      EvaluationLimits limits,
      Set<String> derivations,
      Set<String> asked,
      FactBase factBase) {
    this.factBase = factBase;
    AgendaFilter wanted =
        match -> {
          String name = match.getRule().getName();
          return asked.contains(name) || derivations.contains(name);
        };
    compilation = compiled.compilation();
    factTypes = compiled.rulebook().factTypes();
    session = compilation.session();
    Advise told = reason -> {};
    session.setGlobal(BuiltInNames.ADVISE, told);
    session.setGlobal(BuiltInNames.NOT_APPLICABLE, told);
    objects = new FactObjects(factBase, compilation, factTypes);
    firing = new RuleFiring(session, limits, wanted, () -> factBase.budget().busiest());
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void afterMatchFired(AfterMatchFiredEvent event) {
            if (!derivations.contains(event.getMatch().getRule().getName())) {
              note(event.getMatch());
            }
          }
        });
  }

  /** Finds the matches by the compiled rules of a rulebook. */
  static Finder finder(CompiledRulebook compiled, EvaluationLimits limits) {
    Rulebook rulebook = compiled.rulebook();
    RuleDependencies ruleDependencies = new RuleDependencies(rulebook);
    Map<String, RuleDependencies.Reach> reaches = new HashMap<>();
    rulebook
        .rules()
        .values()
        .forEach(
            r ->
                r.withScopes()
                    .forEach(c -> reaches.put(c.name(), ruleDependencies.reach(c.when()))));
    return (factBase, asked) -> {
      if (asked.isEmpty()) {
        return new EvaluatorMatches();
      }
      RuleDependencies.Reach reach = RuleDependencies.Reach.none();
      Set<String> names = new HashSet<>();
      for (Rule.Case ofRule : asked) {
        reach.add(Objects.requireNonNull(reaches.get(ofRule.name())));
        names.add(ofRule.name());
      }
      Set<String> derivations = new HashSet<>();
      for (Rule.Derivation derivation : rulebook.derivations()) {
        if (reach.types().contains(derivation.then().type())) {
          derivations.add(derivation.name());
        }
      }
      DroolsMatches matches = new DroolsMatches(compiled, limits, derivations, names, factBase);
      try {
        matches.insert(reach);
      } catch (RuntimeException | Error e) {
        matches.close();
        throw e;
      }
      return matches;
    };
  }

  /**
   * Inserts only what the requested cases reach: all other rules then find nothing to join, and
   * cost nothing.
   */
  private void insert(RuleDependencies.Reach reach) {
    for (FactType factType : factTypes.values()) {
      if (factType.type().equals(BuiltInTypes.THRESHOLD)) {
        for (String name : reach.thresholds()) {
          insert(factBase.facts(factType.type(), "name", name));
        }
      } else if (factType.kind() != FactType.Kind.DERIVED
          && reach.types().contains(factType.type())) {
        insert(factBase.facts(factType.type()));
      }
    }
    fire();
  }

  @Override
  public Collection<Found> of(Rule.Case ofRule, Collection<Solution> certain) {
    return found.getOrDefault(ofRule.name(), Map.of()).values();
  }

  private void insert(List<Fact> all) {
    for (Fact fact : all) {
      if (fact.existence().isYes()) {
        spoilt = true;
        objects.add(fact).forEach(session::insert);
      }
    }
  }

  private void fire() {
    firing.fire(objects.size() >= MANY);
    spoilt = false;
  }

  private void note(Match match) {
    List<Object> matched = new ArrayList<>();
    List<Object> key = new ArrayList<>();
    for (Object object : match.getObjects()) {
      Fact fact = objects.fact(object);
      if (fact != null) {
        matched.add(fact);
        key.add(numbers.computeIfAbsent(object, o -> numbers.size()));
      } else if (object instanceof String element) {
        matched.add(element);
        key.add(element);
      }
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String name : match.getDeclarationIds()) {
      Object value = match.getDeclarationValue(name);
      Fact fact = objects.fact(value);
      values.put(name, fact == null ? value : fact);
    }
    found
        .computeIfAbsent(match.getRule().getName(), r -> new LinkedHashMap<>())
        .put(key, new Found(matched, values));
  }

  /** Number of rules that fired. */
  int fired() {
    return firing.fired();
  }

  @Override
  public void close() {
    if (firing.givenUp()) {
      // The thread that was given up ends the session when it comes to an end itself.
      return;
    }
    if (spoilt || objects.size() >= MANY) {
      session.dispose();
    } else {
      compilation.giveBack(session);
    }
  }
}
