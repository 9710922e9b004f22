package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import nestor.engine.counterfactual.ValueRepairs.Reading;
import nestor.engine.evaluation.Aggregation;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.Evaluation;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.Ternary;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The steps that may lead conditions to hold, or stop them from holding: read off the conditions
 * and what is known, tried by others. Nothing here decides an answer.
 */
final class CandidateEdits {
  private static final int LOOKED_AT = 1500;
  private static final int TESTS_AT_ONCE = 4;
  private static final int SOLUTIONS = 12;
  private static final int AT_ONCE = 8;
  private static final int ENOUGH = 200;

  private final FactBase factBase;
  private final Evaluation evaluation;
  private final DossierEditor.Worked worked;
  private final ValueRepairs repairs;
  private final EntrySynthesis fresh;
  private final DerivationInliner derivationInliner;
  private final List<CandidateEdit> moves = new ArrayList<>();
  private int left = LOOKED_AT;

  CandidateEdits(FactBase factBase, DossierEditor.Worked worked) {
    this.factBase = factBase;
    this.evaluation = factBase.evaluation();
    this.worked = worked;
    this.repairs = new ValueRepairs(factBase, worked);
    this.fresh = new EntrySynthesis(factBase, worked, repairs, moves);
    this.derivationInliner = new DerivationInliner(factBase.rulebook());
  }

  /** What was matched on the way through conditions. */
  private record Trail(Reading reading, List<Step> steps) {
    static final Trail START = new Trail(new Reading(Bindings.NONE, Map.of(), Map.of()), List.of());

    Trail then(Reading next, Condition condition, @Nullable Object matched) {
      List<Step> more = new ArrayList<>(steps);
      more.add(new Step(condition, matched, next));
      return new Trail(next, more);
    }
  }

  private record Step(Condition condition, @Nullable Object matched, Reading reading) {}

  /** Steps by which the conditions may come to hold. */
  List<CandidateEdit> toward(List<Condition> variant) {
    left = LOOKED_AT;
    toward(variant, 0, Trail.START);
    return moves;
  }

  /** Steps by which the first way to satisfy the conditions, sure or possible, may be lost. */
  List<CandidateEdit> away(List<Condition> variant) {
    left = LOOKED_AT;
    first(variant, Trail.START, this::breaks);
    return moves;
  }

  private void toward(List<Condition> conditions, int at, Trail trail) {
    if (at == conditions.size() || --left < 0 || moves.size() > ENOUGH) {
      return;
    }
    Condition condition = conditions.get(at);
    Reading reading = trail.reading();
    if (condition instanceof Pattern pattern && pattern.from() != null) {
      elements(pattern, pattern.from(), reading);
    }
    List<Trail> held = next(condition, trail, Ternary::isYes);
    held.forEach(next -> toward(conditions, at + 1, next));
    condition.visit(
        pattern -> {
          if (pattern.from() == null) {
            nearly(pattern, reading);
            further(conditions, at, pattern, reading);
          }
        },
        not -> {
          if (held.isEmpty()) {
            first(not.of(), new Trail(reading, List.of()), this::breaks);
          }
        },
        exists -> {
          if (held.isEmpty()) {
            toward(exists.of(), 0, trail);
          }
        },
        accumulate -> {
          if (held.isEmpty()) {
            satisfy(accumulate, trail);
          }
        });
  }

  private void satisfy(Accumulate accumulate, Trail trail) {
    turn(accumulate, trail, true);
    // What was counted before may be what its tests compare with.
    for (Step step : trail.steps()) {
      if (step.condition() instanceof Accumulate before) {
        change(before.over(), step.reading(), false);
      }
    }
  }

  /** Entries that fail few tests. */
  private void nearly(Pattern pattern, Reading reading) {
    for (Fact fact : factBase.facts(pattern.type())) {
      if (--left < 0) {
        return;
      }
      if (fact.isOpen()) {
        continue;
      }
      Reading with = repairs.bound(pattern, fact, reading);
      List<Expression> failing = repairs.failing(pattern, fact, with);
      if (!failing.isEmpty() && failing.size() <= TESTS_AT_ONCE) {
        fixed(failing, fact, with);
      }
    }
  }

  private void fixed(List<Expression> failing, @Nullable Object subject, Reading reading) {
    if (failing.size() == 1) {
      moves.addAll(repairs.of(failing.get(0), true, subject, reading));
      return;
    }
    CandidateEdit all = new CandidateEdit(List.of(), 0);
    for (Expression test : failing) {
      CandidateEdit cheapest = null;
      for (CandidateEdit candidate : repairs.of(test, true, subject, reading)) {
        cheapest = cheapest == null || candidate.cost() < cheapest.cost() ? candidate : cheapest;
      }
      if (cheapest == null) {
        return;
      }
      all = all.and(cheapest);
    }
    moves.add(all);
  }

  /** An entry more, which passes all tests; several at once where it takes many. */
  private void further(List<Condition> conditions, int at, Pattern pattern, Reading reading) {
    if (pattern.type().equals(BuiltInTypes.GIVEN)) {
      given(pattern);
      return;
    }
    Section section = factBase.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section == null || (section.single() && !fresh.entries(section).isEmpty())) {
      return;
    }
    Map<String, Object> wanted = fresh.thinkUp(section, pattern, reading);
    if (wanted != null) {
      fresh.join(conditions.subList(at + 1, conditions.size()), pattern, section, wanted, reading);
      fresh.add(section, fresh.complete(section, wanted), 1);
    }
  }

  private void given(Pattern pattern) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String section
          && !factBase.holds(section)) {
        moves.add(CandidateEdit.of(new Edit.Empty(section), CandidateEdit.EMPTY));
      }
    }
  }

  private void elements(Pattern pattern, Expression from, Reading reading) {
    FieldLocation list = repairs.spot(from, null, reading);
    if (list == null) {
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      for (String element : wanted(test.expression(), reading)) {
        if (!list.list().contains(element)) {
          List<String> more = new ArrayList<>(list.list());
          more.add(element);
          moves.add(list.put(more, factBase.asOf()));
        }
      }
    }
  }

  /** Elements for which a test of {@code this} may hold. */
  private List<String> wanted(Expression test, Reading reading) {
    List<String> elements = new ArrayList<>();
    if (test instanceof Expression.Comparison comparison
        && evaluation.value(comparison.right(), null, reading.bindings()) instanceof String text) {
      elements.add(comparison.operator() == Expression.Comparator.NOT_EQUAL ? "other" : text);
    } else if (test instanceof Expression.Membership membership) {
      for (Expression option : membership.options()) {
        if (option instanceof Expression.Literal literal) {
          elements.add(membership.negated() ? "other" : String.valueOf(literal.value()));
        }
      }
    }
    return elements;
  }

  /** Turns the tests of an aggregate: by what is counted, or by the values that are added up. */
  private void turn(Accumulate accumulate, Trail trail, boolean wanted) {
    Reading reading = trail.reading();
    if (accumulate.over().isEmpty()) {
      List<Expression> failing = new ArrayList<>();
      for (Expression test : accumulate.tests()) {
        if (!wanted) {
          moves.addAll(repairs.of(test, false, null, reading));
        } else if (!evaluation.truth(test, null, reading.bindings()).isYes()) {
          failing.add(test);
        }
      }
      if (!failing.isEmpty()) {
        fixed(failing, null, reading);
      }
      return;
    }
    Reading counted = counted(accumulate, reading);
    if (counted != null) {
      for (Expression test : accumulate.tests()) {
        if (!wanted || !evaluation.truth(test, null, counted.bindings()).isYes()) {
          moves.addAll(repairs.of(test, wanted, null, counted));
        }
      }
    }
    change(accumulate.over(), reading, true);
  }

  /** Adds to what is counted, one or several at once, and takes from it. */
  private void change(List<Condition> counted, Reading reading, boolean several) {
    for (List<Condition> over : derivationInliner.of(counted)) {
      int before = moves.size();
      // Only what is counted is to change, not what was matched on the way here.
      Trail inside = new Trail(reading, List.of());
      toward(over, 0, inside);
      if (several) {
        severalTimes(before);
      }
      int[] seen = {0};
      every(
          over,
          0,
          inside,
          found -> {
            breaks(found);
            return ++seen[0] >= SOLUTIONS;
          });
    }
  }

  /** Where one more entry is a step, several may be the whole way. */
  private void severalTimes(int from) {
    int to = moves.size();
    for (int i = from; i < to; i++) {
      CandidateEdit candidate = moves.get(i);
      if (candidate.edits().size() == 1 && candidate.edits().get(0) instanceof Edit.Add add) {
        Section section = factBase.rulebook().vocabulary().section(add.section()).orElseThrow();
        for (int times = 2; times <= AT_ONCE; times++) {
          fresh.add(section, add.values(), times);
        }
      }
    }
  }

  /** The reading after an aggregate, with the values that its sums are made of. */
  private @Nullable Reading counted(Accumulate accumulate, Reading reading) {
    List<Evaluation.Solution> over = evaluation.solve(accumulate.over(), reading.bindings());
    Bindings bindings = reading.bindings();
    Map<String, List<FieldLocation>> parts = new HashMap<>(reading.parts());
    for (Condition.Function function : accumulate.functions()) {
      Object result = Aggregation.of(function, over);
      if (result == null) {
        return null;
      }
      bindings = bindings.with(function.binding(), result);
      if (function.name().equals("sum") && function.argument() != null) {
        parts.put(function.binding(), parts(accumulate.over(), function.argument(), reading));
      }
    }
    return new Reading(bindings, reading.spots(), parts);
  }

  private List<FieldLocation> parts(
      List<Condition> conditions, Expression argument, Reading reading) {
    List<FieldLocation> parts = new ArrayList<>();
    if (conditions.size() == 1
        && conditions.get(0) instanceof Pattern pattern
        && factBase.rulebook().vocabulary().ofType(pattern.type()).isEmpty()) {
      // What is added up was added up before: its own parts are what can change.
      for (List<Condition> variant : derivationInliner.of(conditions)) {
        every(
            variant,
            0,
            new Trail(reading, List.of()),
            found -> {
              found.reading().parts().values().forEach(parts::addAll);
              return parts.size() > SOLUTIONS;
            });
      }
      return parts.stream().distinct().limit(SOLUTIONS).toList();
    }
    every(
        conditions,
        0,
        new Trail(reading, List.of()),
        found -> {
          FieldLocation location = repairs.spot(argument, null, found.reading());
          if (location != null) {
            parts.add(location);
          }
          return parts.size() > SOLUTIONS;
        });
    return parts;
  }

  /** Steps by which a way to satisfy conditions is lost. */
  private boolean breaks(Trail found) {
    for (Step step : found.steps()) {
      Trail before = new Trail(step.reading(), List.of());
      step.condition()
          .visit(
              pattern -> lose(pattern, step),
              not -> toward(not.of(), 0, before),
              exists -> first(exists.of(), before, this::breaks),
              accumulate -> turn(accumulate, before, false));
    }
    return true;
  }

  private void lose(Pattern pattern, Step step) {
    Reading reading = step.reading();
    if (pattern.from() != null) {
      FieldLocation list = repairs.spot(pattern.from(), null, reading);
      if (list != null) {
        List<String> less = new ArrayList<>(list.list());
        less.removeIf(element -> element.equals(step.matched()));
        moves.add(list.put(less, factBase.asOf()));
      }
      return;
    }
    if (!(step.matched() instanceof Fact fact)) {
      return;
    }
    Section section = factBase.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section != null && fact.isOpen()) {
      fresh.close(section, pattern, fact, reading);
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        moves.addAll(repairs.of(test.expression(), false, fact, reading));
      }
    }
    if (section != null && !section.name().equals(OrganisationSection.ORGANISATION)) {
      String which = fact.key().substring(fact.key().indexOf('#') + 1);
      moves.add(
          CandidateEdit.of(
              new Edit.Remove(
                  section.name(), worked.number(section.name(), Integer.parseInt(which))),
              CandidateEdit.REMOVE));
      int entries = fresh.entries(section).size();
      if (entries > 1) {
        moves.add(
            CandidateEdit.of(
                new Edit.Empty(section.name()),
                2 * CandidateEdit.REMOVE + CandidateEdit.ANOTHER_GONE * entries));
      }
    }
  }

  /** Goes through all ways to satisfy conditions, sure or possible, until told to stop. */
  private boolean every(List<Condition> conditions, int at, Trail trail, Predicate<Trail> stop) {
    if (--left < 0) {
      return true;
    }
    if (at == conditions.size()) {
      return stop.test(trail);
    }
    for (Trail next : next(conditions.get(at), trail, ternary -> !ternary.isNo())) {
      if (every(conditions, at + 1, next, stop)) {
        return true;
      }
    }
    return false;
  }

  private void first(List<Condition> conditions, Trail trail, Predicate<Trail> found) {
    every(conditions, 0, trail, found);
  }

  /** The trail after one more condition, once for each way to satisfy it. */
  private List<Trail> next(Condition condition, Trail trail, Predicate<Ternary> counts) {
    Reading reading = trail.reading();
    List<Trail> next = new ArrayList<>();
    if (condition instanceof Accumulate accumulate && !accumulate.over().isEmpty()) {
      Reading counted = counted(accumulate, reading);
      if (counted != null) {
        Ternary ternary = Ternary.YES;
        for (Expression test : accumulate.tests()) {
          ternary = ternary.and(evaluation.truth(test, null, counted.bindings()));
        }
        if (counts.test(ternary)) {
          next.add(trail.then(counted, condition, null));
        }
      }
      return next;
    }
    for (Evaluation.Solution solution : evaluation.solve(List.of(condition), reading.bindings())) {
      if (counts.test(solution.ternary())) {
        Object matched = solution.matched().isEmpty() ? null : solution.matched().get(0);
        Reading after =
            condition instanceof Pattern pattern && matched instanceof Fact fact
                ? repairs.bound(pattern, fact, reading)
                : new Reading(solution.bindings(), reading.spots(), reading.parts());
        next.add(trail.then(after, condition, matched));
      }
    }
    return next;
  }
}
