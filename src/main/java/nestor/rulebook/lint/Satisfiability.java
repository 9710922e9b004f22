package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.rulebook.Draft;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Nearest;
import nestor.rulebook.Shape;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;
import org.jspecify.annotations.Nullable;

/** Conditions that can never hold, and tests that always do. */
final class Satisfiability {
  /** More alternatives than this in one pattern are not looked at. */
  private static final int ALTERNATIVES = 64;

  private final Draft draft;
  private final Derivations derivations;
  private final List<Remark> remarks;

  Satisfiability(Draft draft, Derivations derivations, List<Remark> remarks) {
    this.draft = draft;
    this.derivations = derivations;
    this.remarks = remarks;
  }

  void of(RuleDeclaration rule) {
    group(rule.when(), new Atoms(draft.thresholds()));
  }

  private void group(List<Condition> conditions, Atoms known) {
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        pattern(pattern, known);
      } else {
        Atoms inner = known.inner();
        group(Patterns.inner(condition), inner);
        if (condition instanceof Condition.Aggregate aggregate) {
          tests(aggregate.tests(), null, known);
        }
      }
    }
  }

  private void pattern(Condition.Pattern pattern, Atoms known) {
    Shape shape = draft.shapes().get(pattern.type());
    if (shape == null || pattern.from() != null) {
      return;
    }
    known.bind(pattern);
    if (Patterns.threshold(pattern).isEmpty()) {
      tests(
          pattern.tests().stream()
              .filter(test -> test.binding() == null)
              .map(Condition.Test::expression)
              .toList(),
          shape,
          known);
    }
  }

  private void tests(List<Expression> tests, @Nullable Shape shape, Atoms known) {
    List<List<Atom>> alternatives = new ArrayList<>(List.of(List.of()));
    for (Expression test : tests) {
      alternatives = and(alternatives, alternatives(test, shape, known));
    }
    tests.forEach(test -> alone(test, shape, known));
    if (alternatives.size() > ALTERNATIVES) {
      return;
    }
    List<Contradiction> found = new ArrayList<>();
    for (List<Atom> alternative : alternatives) {
      contradiction(alternative, shape).ifPresent(found::add);
    }
    boolean never = found.size() == alternatives.size();
    found.stream()
        .filter(c -> !c.told())
        .map(
            c ->
                c.place()
                    .fault(
                        c.said()
                            + (never || !c.everywhere() ? "" : ", so this alternative is dead"),
                        c.cure()))
        .distinct()
        .forEach(fault -> remarks.add(new Remark(Remark.Kind.NEVER_HOLDS, fault)));
  }

  private static List<List<Atom>> and(List<List<Atom>> a, List<List<Atom>> b) {
    List<List<Atom>> both = new ArrayList<>();
    for (List<Atom> left : a) {
      for (List<Atom> right : b) {
        if (both.size() <= ALTERNATIVES) {
          List<Atom> all = new ArrayList<>(left);
          all.addAll(right);
          both.add(all);
        }
      }
    }
    return both;
  }

  private static List<List<Atom>> alternatives(
      Expression test, @Nullable Shape shape, Atoms known) {
    if (test instanceof Expression.Both both) {
      return and(alternatives(both.left(), shape, known), alternatives(both.right(), shape, known));
    }
    if (test instanceof Expression.Either either) {
      List<List<Atom>> any = new ArrayList<>(alternatives(either.left(), shape, known));
      any.addAll(alternatives(either.right(), shape, known));
      return any;
    }
    return List.of(known.of(test).map(List::of).orElse(List.of()));
  }

  /**
   * What is wrong with tests that must hold together.
   *
   * @param where for whom, as words; empty for everybody
   * @param told whether it is told of the test alone
   */
  record Contradiction(
      Place place, String what, String cure, SortedSet<String> where, boolean told) {

    static Contradiction of(Atom at, String what, String cure) {
      return new Contradiction(at.place(), what, cure, new TreeSet<>(), false);
    }

    static Contradiction toldAlready(Atom at) {
      return new Contradiction(at.place(), "", "", new TreeSet<>(), true);
    }

    boolean everywhere() {
      return where.isEmpty();
    }

    String said() {
      return what + (everywhere() ? "" : " where " + String.join(", or ", where));
    }
  }

  private Optional<Contradiction> contradiction(List<Atom> atoms, @Nullable Shape shape) {
    Map<String, List<Atom>> bySubject = new LinkedHashMap<>();
    atoms.forEach(a -> bySubject.computeIfAbsent(a.subject(), s -> new ArrayList<>()).add(a));
    for (Map.Entry<String, List<Atom>> of : bySubject.entrySet()) {
      Field field = shape == null ? null : shape.field(of.getKey()).orElse(null);
      Set<String> values =
          shape == null ? null : derivations.values(shape.type(), of.getKey()).orElse(null);
      Optional<Contradiction> found =
          new OneValue(of.getKey(), of.getValue(), field, values).contradiction();
      if (found.isPresent()) {
        return found;
      }
      List<Atom> size = bySubject.get(of.getKey() + ".size");
      Optional<Contradiction> empty =
          size == null ? Optional.empty() : OneValue.emptyWith(of.getValue(), size);
      if (empty.isPresent()) {
        return empty;
      }
    }
    return Optional.empty();
  }

  /** Tells what a single test asks in vain, or needs not ask. */
  private void alone(Expression test, @Nullable Shape shape, Atoms known) {
    Patterns.each(
        test,
        part ->
            known
                .of(part)
                .ifPresent(
                    atom -> {
                      if (shape != null) {
                        literals(part, atom, shape);
                        always(atom, shape);
                      }
                    }));
  }

  /** Texts that the field never holds; those of a closed choice are told by the check already. */
  private void literals(Expression part, Atom atom, Shape shape) {
    Optional<Set<String>> values = derivations.values(shape.type(), atom.subject());
    if (shape.kind() == Shape.Kind.SECTION || values.isEmpty() || values.get().isEmpty()) {
      return;
    }
    Patterns.each(
        part,
        e -> {
          if (e instanceof Expression.Literal literal
              && literal.value() instanceof String text
              && !values.get().contains(text)) {
            remarks.add(
                new Remark(
                    Remark.Kind.UNKNOWN_VALUE,
                    literal
                        .place()
                        .fault(
                            atom.subject() + " of " + shape.type() + " is never '" + text + "'",
                            Nearest.cure(text, values.get()))));
          }
        });
  }

  private void always(Atom atom, Shape shape) {
    boolean asksForAny = atom.operator() == Comparator.NOT_EQUAL && atom.operand().isNull();
    if (asksForAny && shape.field(atom.subject()).filter(OneValue::alwaysThere).isPresent()) {
      remarks.add(
          new Remark(
              Remark.Kind.ALWAYS_HOLDS,
              atom.place()
                  .fault(
                      "every " + shape.type() + " has " + atom.subject() + ", so this always holds",
                      "leave the test out")));
    }
    if (atom.operator() == Comparator.EQUAL
        && atom.operand().isNull()
        && shape.field(atom.subject()).filter(OneValue::alwaysThere).isPresent()) {
      remarks.add(
          new Remark(
              Remark.Kind.NEVER_HOLDS,
              atom.place()
                  .fault(
                      "every " + shape.type() + " has " + atom.subject() + ", so this never holds",
                      "leave the test out, or ask for a value")));
    }
  }

  static boolean isNumber(@Nullable Field field) {
    return field != null && (field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER);
  }
}
