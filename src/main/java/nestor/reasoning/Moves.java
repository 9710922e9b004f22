package nestor.reasoning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import nestor.reasoning.Fixes.Reading;
import nestor.reasoning.Unknown.OneOf;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The steps that may lead conditions to hold, or stop them from holding: read off the conditions
 * and what is known, tried by others. Nothing here decides an answer.
 */
final class Moves {
  private static final int LOOKED_AT = 1500;
  private static final int TESTS_AT_ONCE = 4;
  private static final int SOLUTIONS = 12;
  private static final int AT_ONCE = 8;
  private static final int ATTEMPTS = 40;
  private static final int ENOUGH = 200;
  private static final BigDecimal A_LITTLE = new BigDecimal("0.05");

  private final Knowledge knowledge;
  private final Evaluation evaluation;
  private final Edits.Worked worked;
  private final Fixes fixes;
  private final Inlining inlining;
  private final List<Move> moves = new ArrayList<>();
  private int left = LOOKED_AT;
  private int thoughtUp;

  Moves(Knowledge knowledge, Edits.Worked worked) {
    this.knowledge = knowledge;
    this.evaluation = knowledge.evaluation();
    this.worked = worked;
    this.fixes = new Fixes(knowledge, worked);
    this.inlining = new Inlining(knowledge.rulebook());
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
  List<Move> toward(List<Condition> variant) {
    left = LOOKED_AT;
    toward(variant, 0, Trail.START);
    return moves;
  }

  /** Steps by which the first way to satisfy the conditions, sure or possible, may be lost. */
  List<Move> away(List<Condition> variant) {
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
      next(condition, trail, Truth::isYes).forEach(next -> toward(conditions, at + 1, next));
    } else if (condition instanceof Pattern pattern) {
      next(condition, trail, Truth::isYes).forEach(next -> toward(conditions, at + 1, next));
      nearly(pattern, reading);
      further(conditions, at, pattern, reading);
    } else {
      List<Trail> held = next(condition, trail, Truth::isYes);
      held.forEach(next -> toward(conditions, at + 1, next));
      if (held.isEmpty()) {
        make(condition, trail);
      }
    }
  }

  private void make(Condition condition, Trail trail) {
    if (condition instanceof Absence absence) {
      first(absence.of(), new Trail(trail.reading(), List.of()), this::breaks);
    } else if (condition instanceof Presence presence) {
      toward(presence.of(), 0, trail);
    } else if (condition instanceof Aggregate aggregate) {
      turn(aggregate, trail, true);
      // What was counted before may be what its tests compare with.
      for (Step step : trail.steps()) {
        if (step.condition() instanceof Aggregate before) {
          change(before.over(), step.reading(), false);
        }
      }
    }
  }

  /** Entries that fail few tests. */
  private void nearly(Pattern pattern, Reading reading) {
    for (Fact fact : knowledge.facts(pattern.type())) {
      if (--left < 0) {
        return;
      }
      if (fact.isOpen()) {
        continue;
      }
      Reading with = bound(pattern, fact, reading);
      List<Expression> failing = failing(pattern, fact, with);
      if (!failing.isEmpty() && failing.size() <= TESTS_AT_ONCE) {
        fixed(failing, fact, with);
      }
    }
  }

  private void fixed(List<Expression> failing, @Nullable Object subject, Reading reading) {
    if (failing.size() == 1) {
      moves.addAll(fixes.of(failing.get(0), true, subject, reading));
      return;
    }
    Move all = new Move(List.of(), 0);
    for (Expression test : failing) {
      Move cheapest = null;
      for (Move move : fixes.of(test, true, subject, reading)) {
        cheapest = cheapest == null || move.cost() < cheapest.cost() ? move : cheapest;
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
    if (pattern.type().equals(EngineFacts.GIVEN)) {
      given(pattern);
      return;
    }
    Section section = knowledge.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section == null || (section.single() && !entries(section).isEmpty())) {
      return;
    }
    Map<String, Object> wanted = thinkUp(section, pattern, reading);
    if (wanted != null) {
      join(conditions.subList(at + 1, conditions.size()), pattern, section, wanted, reading);
      add(section, complete(section, wanted), 1);
    }
  }

  /** Gives an entry that is thought up the values by which the tables named next know it. */
  private void join(
      List<Condition> rest,
      Pattern pattern,
      Section section,
      Map<String, Object> values,
      Reading reading) {
    for (Condition condition : rest) {
      Pattern table = table(condition);
      if (table == null) {
        return;
      }
      Reading with = bound(pattern, fresh(section, values), reading);
      if (!evaluation.solve(List.of(condition), with.bindings()).isEmpty()) {
        continue;
      }
      for (Fact row : knowledge.facts(table.type())) {
        List<Expression> failing = failing(table, row, bound(table, row, with));
        if (failing.size() == 1
            && fill(fixes.of(failing.get(0), true, row, bound(table, row, with)), values)) {
          break;
        }
      }
    }
  }

  /** The table that a condition looks into, if it looks into one. */
  private @Nullable Pattern table(Condition condition) {
    Condition named =
        condition instanceof Presence presence && presence.of().size() == 1
            ? presence.of().get(0)
            : condition;
    return named instanceof Pattern table && knowledge.rulebook().tables().containsKey(table.type())
        ? table
        : null;
  }

  private List<Expression> failing(Pattern pattern, Fact fact, Reading with) {
    List<Expression> failing = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && !evaluation.truth(test.expression(), fact, with.bindings()).isYes()) {
        failing.add(test.expression());
      }
    }
    return failing;
  }

  private void add(Section section, Map<String, Object> values, int times) {
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Map<String, Object> another = new LinkedHashMap<>(values);
      if (i > 0) {
        int number = i + 1;
        section.fields().stream()
            .filter(f -> Spot.isFiller(values.get(f.name())))
            .findFirst()
            .ifPresent(f -> another.computeIfPresent(f.name(), (n, v) -> v + "-" + number));
      }
      edits.add(new Edit.Add(section.name(), another));
    }
    double each = Move.ADD + Move.ADD_FIELD * values.size();
    double overfull = overfull(section, values);
    moves.add(new Move(edits, times * (each + overfull)));
    if (overfull > 0 && times == 1) {
      shift(section, values, each);
    }
  }

  /** Who has given all that there is takes a little from the largest part for another. */
  private void shift(Section section, Map<String, Object> values, double cost) {
    String share = Objects.requireNonNull(section.completeAtOne());
    Fact largest = null;
    for (Fact fact : entries(section)) {
      if (Objects.equals(
              fact.value(Objects.requireNonNull(section.speaksFor())),
              values.get(section.speaksFor()))
          && (largest == null || part(fact, share).compareTo(part(largest, share)) > 0)) {
        largest = fact;
      }
    }
    if (largest == null || part(largest, share).compareTo(A_LITTLE) <= 0) {
      return;
    }
    String which = largest.key().substring(largest.key().indexOf('#') + 1);
    Map<String, Object> little = new LinkedHashMap<>(values);
    little.put(share, A_LITTLE);
    moves.add(
        new Move(
            List.of(
                new Edit.Put(
                    section.name(),
                    worked.number(section.name(), Integer.parseInt(which)),
                    share,
                    part(largest, share).subtract(A_LITTLE)),
                new Edit.Add(section.name(), little)),
            cost + Move.CHANGE));
  }

  private static BigDecimal part(Fact fact, String share) {
    return fact.value(share) instanceof Number part ? Comparisons.number(part) : BigDecimal.ZERO;
  }

  /** Nobody has more than all of what adds up to 1. */
  private double overfull(Section section, Map<String, Object> values) {
    String share = section.completeAtOne();
    String speaker = section.speaksFor();
    if (share == null || speaker == null || !(values.get(share) instanceof Number more)) {
      return 0;
    }
    BigDecimal sum = Comparisons.number(more);
    for (Fact fact : entries(section)) {
      if (Objects.equals(fact.value(speaker), values.get(speaker))
          && fact.value(share) instanceof Number part) {
        sum = sum.add(Comparisons.number(part));
      }
    }
    return sum.compareTo(BigDecimal.ONE) > 0 ? Move.REMOVE : 0;
  }

  private void given(Pattern pattern) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String section
          && !knowledge.holds(section)) {
        moves.add(Move.of(new Edit.Empty(section), Move.EMPTY));
      }
    }
  }

  private List<Fact> entries(Section section) {
    return knowledge.facts(section.type()).stream().filter(f -> !f.isOpen()).toList();
  }

  /** The values of an entry for which all tests of a pattern hold; null where none were found. */
  private @Nullable Map<String, Object> thinkUp(Section section, Pattern pattern, Reading reading) {
    int[] attempts = {ATTEMPTS};
    return thinkUp(section, pattern, reading, new LinkedHashMap<>(), attempts);
  }

  private @Nullable Map<String, Object> thinkUp(
      Section section,
      Pattern pattern,
      Reading reading,
      Map<String, Object> values,
      int[] attempts) {
    Fact fact = fresh(section, values);
    Reading with = bound(pattern, fact, reading);
    List<Expression> failing = failing(pattern, fact, with);
    if (failing.isEmpty()) {
      return values;
    }
    for (Move move : fixes.of(failing.get(0), true, fact, with)) {
      Map<String, Object> more = new LinkedHashMap<>(values);
      if (--attempts[0] >= 0
          && fill(List.of(move), more)
          && isNearer(values, more, failing, pattern, section, reading)) {
        Map<String, Object> found = thinkUp(section, pattern, reading, more, attempts);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** A value that was chosen before is given up only where that leaves fewer tests to fail. */
  private boolean isNearer(
      Map<String, Object> before,
      Map<String, Object> after,
      List<Expression> failing,
      Pattern pattern,
      Section section,
      Reading reading) {
    if (before.entrySet().stream().allMatch(e -> e.getValue().equals(after.get(e.getKey())))) {
      return true;
    }
    Fact fact = fresh(section, after);
    return failing(pattern, fact, bound(pattern, fact, reading)).size() < failing.size();
  }

  /** Takes the first of the moves that changes nothing but the entry that is thought up. */
  private static boolean fill(List<Move> alternatives, Map<String, Object> values) {
    for (Move move : alternatives) {
      if (move.edits().stream()
          .allMatch(e -> e instanceof Edit.Put put && put.entry() == Spot.FRESH)) {
        for (Edit edit : move.edits()) {
          Edit.Put put = (Edit.Put) edit;
          if (put.value() == null) {
            values.remove(put.field());
          } else {
            values.put(put.field(), put.value());
          }
        }
        return true;
      }
    }
    return false;
  }

  private Map<String, Object> complete(Section section, Map<String, Object> values) {
    Map<String, Object> complete = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.get(field.name());
      if (value == null && field.required()) {
        value =
            fixes
                .spot(section, Spot.FRESH, field, null)
                .fillerBeside(alike(section, values, field), knowledge.asOf());
        if (Spot.isFiller(value) && ++thoughtUp > 1) {
          value = value + " " + thoughtUp;
        }
      }
      if (value != null) {
        complete.put(field.name(), value);
      }
    }
    return complete;
  }

  /** What entries that are the same otherwise have in a field. */
  private List<@Nullable Object> alike(Section section, Map<String, Object> values, Field field) {
    List<@Nullable Object> alike = new ArrayList<>();
    for (Fact fact : entries(section)) {
      if (values.entrySet().stream().allMatch(e -> e.getValue().equals(fact.value(e.getKey())))) {
        alike.add(fact.value(field.name()));
      }
    }
    return alike;
  }

  private static Fact fresh(Section section, Map<String, Object> values) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.getOrDefault(field.name(), field.defaultValue());
      if (value == null && !field.absentMeansNone()) {
        value =
            new Unknown(Unknown.need(section.name() + "." + field.name()), Unknown.ANYTHING, true);
      } else if (value == null && field.type() == FieldType.LIST) {
        value = List.of();
      }
      if (value != null) {
        known.put(field.name(), value);
      }
    }
    return new Fact(
        section.name() + Fixes.FRESH, section.type(), known, Truth.YES, new TreeSet<>());
  }

  private void elements(Pattern pattern, Expression from, Reading reading) {
    Spot list = fixes.spot(from, null, reading);
    if (list == null) {
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      for (String element : wanted(test.expression(), reading)) {
        if (!list.list().contains(element)) {
          List<String> more = new ArrayList<>(list.list());
          more.add(element);
          moves.add(list.put(more, knowledge.asOf()));
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
  private void turn(Aggregate aggregate, Trail trail, boolean wanted) {
    Reading reading = trail.reading();
    if (aggregate.over().isEmpty()) {
      List<Expression> failing = new ArrayList<>();
      for (Expression test : aggregate.tests()) {
        if (!wanted) {
          moves.addAll(fixes.of(test, false, null, reading));
        } else if (!evaluation.truth(test, null, reading.bindings()).isYes()) {
          failing.add(test);
        }
      }
      if (!failing.isEmpty()) {
        fixed(failing, null, reading);
      }
      return;
    }
    Reading counted = counted(aggregate, reading);
    if (counted != null) {
      for (Expression test : aggregate.tests()) {
        if (!wanted || !evaluation.truth(test, null, counted.bindings()).isYes()) {
          moves.addAll(fixes.of(test, wanted, null, counted));
        }
      }
    }
    change(aggregate.over(), reading, true);
  }

  /** Adds to what is counted, one or several at once, and takes from it. */
  private void change(List<Condition> counted, Reading reading, boolean several) {
    for (List<Condition> over : inlining.of(counted)) {
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
      Move move = moves.get(i);
      if (move.edits().size() == 1 && move.edits().get(0) instanceof Edit.Add add) {
        Section section = knowledge.rulebook().vocabulary().section(add.section()).orElseThrow();
        for (int times = 2; times <= AT_ONCE; times++) {
          add(section, add.values(), times);
        }
      }
    }
  }

  /** The reading after an aggregate, with the values that its sums are made of. */
  private @Nullable Reading counted(Aggregate aggregate, Reading reading) {
    List<Evaluation.Solution> over = evaluation.solve(aggregate.over(), reading.bindings());
    Bindings bindings = reading.bindings();
    Map<String, List<Spot>> parts = new HashMap<>(reading.parts());
    for (Condition.Function function : aggregate.functions()) {
      Object result = Aggregation.of(function, over);
      if (result == null) {
        return null;
      }
      bindings = bindings.with(function.binding(), result);
      if (function.name().equals("sum") && function.argument() != null) {
        parts.put(function.binding(), parts(aggregate.over(), function.argument(), reading));
      }
    }
    return new Reading(bindings, reading.spots(), parts);
  }

  private List<Spot> parts(List<Condition> conditions, Expression argument, Reading reading) {
    List<Spot> parts = new ArrayList<>();
    if (conditions.size() == 1
        && conditions.get(0) instanceof Pattern pattern
        && knowledge.rulebook().vocabulary().ofType(pattern.type()).isEmpty()) {
      // What is added up was added up before: its own parts are what can change.
      for (List<Condition> variant : inlining.of(conditions)) {
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
          Spot spot = fixes.spot(argument, null, found.reading());
          if (spot != null) {
            parts.add(spot);
          }
          return parts.size() > SOLUTIONS;
        });
    return parts;
  }

  /** Steps by which a way to satisfy conditions is lost. */
  private boolean breaks(Trail found) {
    for (Step step : found.steps()) {
      if (step.condition() instanceof Pattern pattern) {
        lose(pattern, step);
      } else if (step.condition() instanceof Absence absence) {
        toward(absence.of(), 0, new Trail(step.reading(), List.of()));
      } else if (step.condition() instanceof Presence presence) {
        first(presence.of(), new Trail(step.reading(), List.of()), this::breaks);
      } else if (step.condition() instanceof Aggregate aggregate) {
        turn(aggregate, new Trail(step.reading(), List.of()), false);
      }
    }
    return true;
  }

  private void lose(Pattern pattern, Step step) {
    Reading reading = step.reading();
    if (pattern.from() != null) {
      Spot list = fixes.spot(pattern.from(), null, reading);
      if (list != null) {
        List<String> less = new ArrayList<>(list.list());
        less.removeIf(element -> element.equals(step.matched()));
        moves.add(list.put(less, knowledge.asOf()));
      }
      return;
    }
    if (!(step.matched() instanceof Fact fact)) {
      return;
    }
    Section section = knowledge.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section != null && fact.isOpen()) {
      close(section, pattern, fact, reading);
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        moves.addAll(fixes.of(test.expression(), false, fact, reading));
      }
    }
    if (section != null && !section.name().equals(EngineWords.ORGANISATION)) {
      String which = fact.key().substring(fact.key().indexOf('#') + 1);
      moves.add(
          Move.of(
              new Edit.Remove(
                  section.name(), worked.number(section.name(), Integer.parseInt(which))),
              Move.REMOVE));
      int entries = entries(section).size();
      if (entries > 1) {
        moves.add(
            Move.of(new Edit.Empty(section.name()), 2 * Move.REMOVE + Move.ANOTHER_GONE * entries));
      }
    }
  }

  /** What could be there is not once its section is given, or speaks of it. */
  private void close(Section section, Pattern pattern, Fact open, Reading reading) {
    if (!knowledge.holds(section.name())) {
      moves.add(Move.of(new Edit.Empty(section.name()), Move.EMPTY));
    }
    if (section.speaksFor() == null) {
      return;
    }
    Map<String, Object> wanted = thinkUp(section, pattern, reading);
    if (wanted == null) {
      return;
    }
    Map<String, Object> passing = complete(section, wanted);
    Object speaker = open.value(section.speaksFor());
    if (speaker instanceof String) {
      passing.put(section.speaksFor(), speaker);
    } else if (speaker instanceof Unknown unknown && unknown.range() instanceof OneOf one) {
      silent(section, pattern, passing, one.options(), reading);
    }
    if (section.completeAtOne() != null) {
      BigDecimal rest = Amounts.most(open.values().getOrDefault(section.completeAtOne(), 1));
      passing.put(section.completeAtOne(), rest == null ? BigDecimal.ONE : rest);
    }
    add(section, passing, 1);
    Fact fact = fresh(section, passing);
    Reading with = bound(pattern, fact, reading);
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        for (Move move : fixes.of(test.expression(), false, fact, with)) {
          Map<String, Object> failing = new LinkedHashMap<>(passing);
          if (fill(List.of(move), failing) && failing.keySet().containsAll(required(section))) {
            add(section, failing, 1);
          }
        }
      }
    }
  }

  /**
   * Of each of whom a section does not speak it can say something that the pattern does not want.
   */
  private void silent(
      Section section,
      Pattern pattern,
      Map<String, Object> passing,
      List<@Nullable Object> options,
      Reading reading) {
    Fact fact = fresh(section, passing);
    Reading with = bound(pattern, fact, reading);
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        continue;
      }
      for (Move move : fixes.of(test.expression(), false, fact, with)) {
        Map<String, Object> failing = new LinkedHashMap<>(passing);
        if (!fill(List.of(move), failing)
            || !Objects.equals(
                failing.get(section.speaksFor()), passing.get(section.speaksFor()))) {
          continue;
        }
        List<Edit> edits = new ArrayList<>();
        for (Object option : options) {
          if (option != null) {
            Map<String, Object> said = new LinkedHashMap<>(failing);
            said.put(Objects.requireNonNull(section.speaksFor()), option);
            edits.add(new Edit.Add(section.name(), said));
          }
        }
        double each = Move.ADD + Move.ADD_FIELD * failing.size();
        double further = Move.ANOTHER_LIKE_IT * each * (edits.size() - 1);
        moves.add(new Move(edits, each + further));
      }
    }
  }

  private static List<String> required(Section section) {
    return section.fields().stream().filter(Field::required).map(Field::name).toList();
  }

  /** Goes through all ways to satisfy conditions, sure or possible, until told to stop. */
  private boolean every(List<Condition> conditions, int at, Trail trail, Predicate<Trail> stop) {
    if (--left < 0) {
      return true;
    }
    if (at == conditions.size()) {
      return stop.test(trail);
    }
    for (Trail next : next(conditions.get(at), trail, truth -> !truth.isNo())) {
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
  private List<Trail> next(Condition condition, Trail trail, Predicate<Truth> counts) {
    Reading reading = trail.reading();
    List<Trail> next = new ArrayList<>();
    if (condition instanceof Aggregate aggregate && !aggregate.over().isEmpty()) {
      Reading counted = counted(aggregate, reading);
      if (counted != null) {
        Truth truth = Truth.YES;
        for (Expression test : aggregate.tests()) {
          truth = truth.and(evaluation.truth(test, null, counted.bindings()));
        }
        if (counts.test(truth)) {
          next.add(trail.then(counted, condition, null));
        }
      }
      return next;
    }
    for (Evaluation.Solution solution : evaluation.solve(List.of(condition), reading.bindings())) {
      if (counts.test(solution.truth())) {
        Object matched = solution.matched().isEmpty() ? null : solution.matched().get(0);
        Reading after =
            condition instanceof Pattern pattern && matched instanceof Fact fact
                ? bound(pattern, fact, reading)
                : new Reading(solution.bindings(), reading.spots(), reading.parts());
        next.add(trail.then(after, condition, matched));
      }
    }
    return next;
  }

  /** The reading after a fact is matched, or would be. */
  private Reading bound(Pattern pattern, Fact fact, Reading reading) {
    Bindings bindings = reading.bindings();
    Map<String, Spot> spots = new HashMap<>(reading.spots());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(test.binding(), evaluation.value(test.expression(), fact, bindings));
        if (test.expression() instanceof Expression.FieldOf field) {
          Spot spot = fixes.spot(fact, field.field());
          if (spot != null) {
            spots.put(test.binding(), spot);
          }
        }
      }
    }
    if (pattern.binding() != null) {
      bindings = bindings.with(pattern.binding(), fact);
    }
    return new Reading(bindings, spots, reading.parts());
  }
}
