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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.Advise;
import nestor.rulebook.drools.Compilation;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.FactClass;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/**
 * The matches that Drools finds in what is on record. It is told the facts that are there and their
 * values; where a value is missing it is null, and where a threshold's variant is open every
 * variant is there. So Drools finds every match that holds and some that only seem to, and the
 * assessment keeps those that hold.
 */
final class DroolsMatches implements MatchSource {
  private static final int MANY = 1_000;
  private static final long SLICE_NANOS = 50_000_000;
  private static final long LONGEST_SLICE_NANOS = 1_000_000_000;

  private final FactBase factBase;
  private final EvaluationLimits limits;
  private final KieSession session;
  private @Nullable Stopwatch firing;
  private boolean givenUp;

  /** Until all that was inserted came to a good end. */
  private boolean spoilt = true;

  private final Compilation compilation;
  private final Map<String, FactType> shapes;
  private final AgendaFilter wanted;
  private int fired;
  private final IdentityHashMap<Object, Fact> facts = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();

  /** The keys of the facts that are derived, by their type. */
  private final Map<String, Set<String>> keys = new HashMap<>();

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
    this.limits = limits;
    wanted =
        match -> {
          String name = match.getRule().getName();
          return asked.contains(name) || derivations.contains(name);
        };
    compilation = compiled.compilation();
    shapes = compiled.rulebook().shapes();
    session = compilation.session();
    session.setGlobal("advise", (Advise) reason -> {});
    session.addEventListener(
        new DefaultAgendaEventListener() {
          @Override
          public void matchCreated(MatchCreatedEvent event) {
            Stopwatch since = firing;
            if (since != null && since.isOver()) {
              throw RunawayRuleException.time(event.getMatch().getRule().getName(), limits.work());
            }
          }

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
            r -> r.cases().forEach(c -> reaches.put(c.name(), ruleDependencies.reach(c.when()))));
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
   * Drools is told only what the cases that are asked for reach: all other rules then find nothing
   * to join, and cost nothing.
   */
  private void insert(RuleDependencies.Reach reach) {
    for (FactType factType : shapes.values()) {
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
  public void add(List<Fact> recommendations) {
    insert(recommendations);
    fire();
  }

  /**
   * Fires the rules that are wanted. Few facts cannot keep Drools busy for long; with many it works
   * on a thread of its own, which is given up at its limit: nothing stops Drools while it joins.
   */
  private void fire() {
    if (facts.size() < MANY) {
      fireWithinLimit();
      return;
    }
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              fireWithinLimit();
              return true;
            });
    Thread worker =
        new Thread(
            () -> {
              task.run();
              if (task.isCancelled()) {
                session.dispose();
              }
            },
            "rules");
    worker.setDaemon(true);
    worker.start();
    try {
      await(task, worker);
    } catch (RunawayRuleException e) {
      givenUp = task.cancel(false);
      throw e;
    } catch (InterruptedException e) {
      givenUp = task.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Drools fires", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException fault
          ? fault
          : new IllegalStateException(e.getCause());
    }
  }

  /**
   * Waits until the task is done. What counts is how long its thread works: a machine that is busy
   * or paused is no fault of a rule.
   *
   * @throws RunawayRuleException if the thread works for too long, or gets no processor time for
   *     very long
   */
  private void await(FutureTask<Boolean> task, Thread worker)
      throws InterruptedException, ExecutionException {
    Timing timing = limits.timing();
    long most = limits.work().toNanos();
    long slice = Math.min(SLICE_NANOS, Math.max(1, most));
    long begun = timing.worked(worker);
    long worked = begun;
    long still = 0;
    for (long before = timing.passed(); ; ) {
      try {
        task.get(slice, TimeUnit.NANOSECONDS);
        return;
      } catch (TimeoutException e) {
        long now = timing.passed();
        // Where much more than a slice went by, this thread was kept from looking, too.
        long waited = Math.min(now - before, LONGEST_SLICE_NANOS);
        before = now;
        long soFar = timing.worked(worker);
        still = soFar > worked ? 0 : still + waited;
        worked = Math.max(worked, soFar);
      }
      if (worked - begun > most) {
        throw RunawayRuleException.time(factBase.budget().busiest(), limits.work());
      }
      if (still > limits.standstill().toNanos()) {
        throw RunawayRuleException.standstill(factBase.budget().busiest(), limits.standstill());
      }
    }
  }

  private void fireWithinLimit() {
    firing = new Stopwatch(limits);
    try {
      int now = session.fireAllRules(wanted, limits.matches());
      fired += now;
      if (now >= limits.matches()) {
        throw RunawayRuleException.matches(factBase.budget().busiest(), limits.matches());
      }
      spoilt = false;
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RunawayRuleException runaway) {
          throw runaway;
        }
      }
      throw e;
    }
  }

  @Override
  public Collection<Found> of(Rule.Case ofRule, Collection<Evaluation.Solution> certain) {
    return found.getOrDefault(ofRule.name(), Map.of()).values();
  }

  private void insert(List<Fact> all) {
    for (Fact fact : all) {
      if (fact.existence().isYes()) {
        FactType factType = shapes.get(fact.type());
        if (factType == null) {
          throw new IllegalStateException("no type " + fact.type());
        }
        if (fact.type().equals(BuiltInTypes.THRESHOLD)) {
          variants(fact).forEach(values -> insert(fact, factType, values));
        } else {
          insert(fact, factType, fact.values());
        }
      }
    }
  }

  /** The values of a threshold, once for each variant that could apply. */
  private static List<Map<String, Object>> variants(Fact threshold) {
    List<Map<String, Object>> variants = new ArrayList<>();
    int count =
        threshold.value("value") instanceof Unknown unknown
                && unknown.range() instanceof Unknown.OneOf one
            ? one.options().size()
            : 1;
    for (int i = 0; i < count; i++) {
      Map<String, Object> values = new LinkedHashMap<>(threshold.values());
      for (Map.Entry<String, Object> value : values.entrySet()) {
        Object option =
            value.getValue() instanceof Unknown unknown
                    && unknown.range() instanceof Unknown.OneOf one
                ? one.options().get(i)
                : null;
        if (option != null) {
          value.setValue(option);
        }
      }
      variants.add(values);
    }
    return variants;
  }

  private void insert(Fact fact, FactType factType, Map<String, Object> values) {
    FactClass type = compilation.type(factType.type());
    Object object = type.newFact();
    for (Field field : factType.fields()) {
      Object value = values.get(field.name());
      Object known = value == null || value instanceof Unknown ? none(field) : listed(value);
      type.set(object, field.name(), known);
    }
    facts.put(object, fact);
    spoilt = true;
    session.insert(object);
  }

  /** An absent list is an empty one to Drools, which cannot ask the size of nothing. */
  private static @Nullable Object none(Field field) {
    return field.type() == FieldType.LIST ? new ArrayList<>() : null;
  }

  /**
   * Every list of the same public class: Drools' access to the first one that it meets is the one
   * for all, and fails on others of a class that is hidden, as those of {@code List.of} are.
   */
  private static Object listed(Object value) {
    return value instanceof List<?> list ? new ArrayList<>(list) : value;
  }

  private void note(Match match) {
    List<Object> matched = new ArrayList<>();
    List<Object> objects = new ArrayList<>();
    for (Object object : match.getObjects()) {
      Fact fact = fact(object);
      if (fact != null) {
        matched.add(fact);
        objects.add(numbers.computeIfAbsent(object, o -> numbers.size()));
      } else if (object instanceof String element) {
        matched.add(element);
        objects.add(element);
      }
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    for (String name : match.getDeclarationIds()) {
      Object value = match.getDeclarationValue(name);
      Fact fact = fact(value);
      values.put(name, fact == null ? value : fact);
    }
    found
        .computeIfAbsent(match.getRule().getName(), r -> new LinkedHashMap<>())
        .put(objects, new Found(matched, values));
  }

  /**
   * The fact behind an object of the session: one that was inserted, or one that a rule derived.
   */
  private @Nullable Fact fact(@Nullable Object object) {
    if (object == null) {
      return null;
    }
    Fact known = facts.get(object);
    FactType factType = known == null ? shapes.get(object.getClass().getSimpleName()) : null;
    if (factType == null || !object.getClass().getPackageName().equals(BuiltInNames.PACKAGE)) {
      return known;
    }
    FactClass type = compilation.type(factType.type());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : factType.fields()) {
      Object value = type.get(object, field.name());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    Fact derived =
        new Fact(
            key(factType, values),
            factType.type(),
            values,
            Ternary.YES,
            java.util.Collections.emptySortedSet());
    facts.put(object, derived);
    return derived;
  }

  /**
   * The key of the fact that a rule derived. Where a value of it is not known exactly, such as a
   * sum with open entries, Drools has what is on record of it, and the fact is found by its other
   * values.
   */
  private String key(FactType factType, Map<String, Object> values) {
    String exact = ValueKeys.derived(factType.type(), values);
    Set<String> known =
        keys.computeIfAbsent(
            factType.type(),
            type -> factBase.facts(type).stream().map(Fact::key).collect(Collectors.toSet()));
    if (known.contains(exact)) {
      return exact;
    }
    for (Fact fact : factBase.facts(factType.type())) {
      boolean fits =
          factType.fields().stream()
              .map(Field::name)
              .allMatch(
                  name ->
                      fact.value(name) instanceof Unknown
                          || Comparisons.compare(
                                  Expression.Comparator.EQUAL, fact.value(name), values.get(name))
                              .isYes());
      if (fits) {
        return fact.key();
      }
    }
    return exact;
  }

  /** How many rules fired. */
  int fired() {
    return fired;
  }

  @Override
  public void close() {
    if (givenUp) {
      // The thread that was given up ends the session when it comes to an end itself.
      return;
    }
    if (spoilt || facts.size() >= MANY) {
      session.dispose();
    } else {
      compilation.giveBack(session);
    }
  }
}
