package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nestor.rulebook.Draft;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Nearest;
import nestor.rulebook.Shape;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleDeclaration;
import nestor.rulebook.language.Written;
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
    group(rule.when(), new HashMap<>());
  }

  private void group(List<Condition> conditions, Map<String, Operand> known) {
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        pattern(pattern, known);
      } else {
        Map<String, Operand> inner = new HashMap<>(known);
        group(Patterns.inner(condition), inner);
        if (condition instanceof Condition.Aggregate aggregate) {
          tests(aggregate.tests(), null, known);
        }
      }
    }
  }

  private void pattern(Condition.Pattern pattern, Map<String, Operand> known) {
    Shape shape = draft.shapes().get(pattern.type());
    if (shape == null || pattern.from() != null) {
      return;
    }
    Optional<String> threshold = Patterns.threshold(pattern);
    List<Expression> tests = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        tests.add(test.expression());
      } else if (test.expression() instanceof Expression.FieldOf field) {
        known.put(test.binding(), bound(pattern, threshold, field, test.binding()));
      }
    }
    if (threshold.isEmpty()) {
      tests(tests, shape, known);
    }
  }

  private Operand bound(
      Condition.Pattern pattern,
      Optional<String> threshold,
      Expression.FieldOf field,
      String binding) {
    if (pattern.type().equals(EngineFacts.TODAY)) {
      return Operand.day();
    }
    return threshold
        .flatMap(name -> Optional.ofNullable(draft.thresholds().get(name)))
        .map(t -> Operand.of(t, field.field()))
        .orElseGet(() -> Operand.opaque(binding));
  }

  private void tests(List<Expression> tests, @Nullable Shape shape, Map<String, Operand> known) {
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
                        c.what()
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
      Expression test, @Nullable Shape shape, Map<String, Operand> known) {
    if (test instanceof Expression.Both both) {
      return and(alternatives(both.left(), shape, known), alternatives(both.right(), shape, known));
    }
    if (test instanceof Expression.Either either) {
      List<List<Atom>> any = new ArrayList<>(alternatives(either.left(), shape, known));
      any.addAll(alternatives(either.right(), shape, known));
      return any;
    }
    return List.of(atom(test, known).map(List::of).orElse(List.of()));
  }

  private static Optional<Atom> atom(Expression test, Map<String, Operand> known) {
    if (test instanceof Expression.Comparison comparison) {
      String subject = subject(comparison.left());
      if (subject != null) {
        return Optional.of(
            new Atom(
                subject,
                comparison.operator(),
                List.of(operand(comparison.right(), known)),
                false,
                Written.of(test),
                test.place()));
      }
    } else if (test instanceof Expression.Membership membership) {
      String subject = subject(membership.value());
      if (subject != null) {
        return Optional.of(
            new Atom(
                subject,
                membership.negated() ? Comparator.NOT_EQUAL : Comparator.EQUAL,
                membership.options().stream().map(o -> operand(o, known)).toList(),
                true,
                Written.of(test),
                test.place()));
      }
    }
    return Optional.empty();
  }

  private static @Nullable String subject(Expression expression) {
    return expression instanceof Expression.Literal ? null : Written.of(expression);
  }

  private static Operand operand(Expression expression, Map<String, Operand> known) {
    if (expression instanceof Expression.Literal literal) {
      return Operand.literal(literal);
    }
    Operand of =
        expression instanceof Expression.Variable variable ? known.get(variable.name()) : null;
    return of == null ? Operand.opaque(Written.of(expression)) : of;
  }

  /**
   * What is wrong with tests that must hold together.
   *
   * @param everywhere whether for every organisation
   * @param told whether it is told of the test alone
   */
  record Contradiction(Place place, String what, String cure, boolean everywhere, boolean told) {}

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
  private void alone(Expression test, @Nullable Shape shape, Map<String, Operand> known) {
    Patterns.each(
        test,
        part ->
            atom(part, known)
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
