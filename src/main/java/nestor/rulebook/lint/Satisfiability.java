package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.RuleDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Lints {@code never-holds}, {@code always-holds} and {@code unknown-value}: conditions that cannot
 * hold, tests that always do, and values that never occur.
 */
final class Satisfiability {
  /** More alternatives than this in one pattern are not looked at. */
  private static final int ALTERNATIVES = 64;

  private final ParsedRulebook parsed;
  private final Derivations derivations;
  private final List<LintWarning> warnings;

  Satisfiability(ParsedRulebook parsed, Derivations derivations, List<LintWarning> warnings) {
    this.parsed = parsed;
    this.derivations = derivations;
    this.warnings = warnings;
  }

  void of(RuleDeclaration rule) {
    group(rule.when(), new Atoms(parsed.thresholds()));
  }

  private void group(List<Condition> conditions, Atoms known) {
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> pattern(pattern, known),
          not -> group(not.of(), known.inner()),
          exists -> group(exists.of(), known.inner()),
          accumulate -> {
            group(accumulate.over(), known.inner());
            tests(accumulate.tests(), null, known);
          });
    }
  }

  private void pattern(Condition.Pattern pattern, Atoms known) {
    FactType factType = parsed.shapes().get(pattern.type());
    if (factType == null || pattern.from() != null) {
      return;
    }
    known.bind(pattern);
    if (Threshold.nameIn(pattern).isEmpty()) {
      tests(
          pattern.tests().stream()
              .filter(test -> test.binding() == null)
              .map(Condition.Test::expression)
              .toList(),
          factType,
          known);
    }
  }

  private void tests(List<Expression> tests, @Nullable FactType factType, Atoms known) {
    List<List<Atom>> alternatives = new ArrayList<>(List.of(List.of()));
    for (Expression test : tests) {
      alternatives = and(alternatives, alternatives(test, known));
    }
    tests.forEach(test -> alone(test, factType, known));
    if (alternatives.size() > ALTERNATIVES) {
      return;
    }
    List<Contradiction> found = new ArrayList<>();
    for (List<Atom> alternative : alternatives) {
      contradiction(alternative, factType).ifPresent(found::add);
    }
    boolean never = found.size() == alternatives.size();
    found.stream()
        .filter(c -> !c.isOfOneTest())
        .map(
            c ->
                c.position()
                    .fault(
                        c.message()
                            + (never || !c.everywhere() ? "" : ", so this alternative is dead"),
                        c.cure()))
        .distinct()
        .forEach(
            diagnostic -> warnings.add(new LintWarning(LintWarning.Kind.NEVER_HOLDS, diagnostic)));
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

  /** The ways in which a test can hold, each as the atoms that must hold together. */
  private static List<List<Atom>> alternatives(Expression test, Atoms known) {
    return test.accept(
        new Expression.TestVisitor<>() {
          @Override
          public List<List<Atom>> visitAnd(Expression.And and) {
            return and(and.left().accept(this), and.right().accept(this));
          }

          @Override
          public List<List<Atom>> visitOr(Expression.Or or) {
            List<List<Atom>> either = new ArrayList<>(or.left().accept(this));
            either.addAll(or.right().accept(this));
            return either;
          }

          @Override
          public List<List<Atom>> visitComparison(Expression.Comparison comparison) {
            return one(comparison);
          }

          @Override
          public List<List<Atom>> visitMembership(Expression.Membership membership) {
            return one(membership);
          }

          @Override
          public List<List<Atom>> visitValue(Expression value) {
            return one(value);
          }

          private List<List<Atom>> one(Expression expression) {
            return List.of(known.of(expression).map(List::of).orElse(List.of()));
          }
        });
  }

  /**
   * What is wrong with tests that must hold together.
   *
   * @param where the organisations to which it applies, as words; empty for all
   * @param isOfOneTest whether it is reported for the test alone
   */
  record Contradiction(
      SourcePosition position,
      String what,
      String cure,
      SortedSet<String> where,
      boolean isOfOneTest) {

    static Contradiction of(Atom at, String what, String cure) {
      return new Contradiction(at.position(), what, cure, new TreeSet<>(), false);
    }

    static Contradiction toldAlready(Atom at) {
      return new Contradiction(at.position(), "", "", new TreeSet<>(), true);
    }

    boolean everywhere() {
      return where.isEmpty();
    }

    String message() {
      return what + (everywhere() ? "" : " where " + String.join(", or ", where));
    }
  }

  private Optional<Contradiction> contradiction(List<Atom> atoms, @Nullable FactType factType) {
    Map<String, List<Atom>> bySubject = new LinkedHashMap<>();
    atoms.forEach(a -> bySubject.computeIfAbsent(a.subject(), s -> new ArrayList<>()).add(a));
    for (Map.Entry<String, List<Atom>> of : bySubject.entrySet()) {
      Field field = factType == null ? null : factType.field(of.getKey()).orElse(null);
      Set<String> values =
          factType == null ? null : derivations.values(factType.type(), of.getKey()).orElse(null);
      Optional<Contradiction> found =
          new ValueConstraints(of.getKey(), of.getValue(), field, values).contradiction();
      if (found.isPresent()) {
        return found;
      }
      List<Atom> size = bySubject.get(of.getKey() + ".size");
      Optional<Contradiction> empty =
          size == null ? Optional.empty() : ValueConstraints.emptyWith(of.getValue(), size);
      if (empty.isPresent()) {
        return empty;
      }
    }
    return Optional.empty();
  }

  /** Warns of what a single test can never find, or always finds. */
  private void alone(Expression test, @Nullable FactType factType, Atoms known) {
    test.forEach(
        part ->
            known
                .of(part)
                .ifPresent(
                    atom -> {
                      if (factType != null) {
                        literals(part, atom, factType);
                        always(atom, factType);
                      }
                    }));
  }

  /**
   * Warns of texts that the field never holds; the check already reports those of a closed choice.
   */
  private void literals(Expression part, Atom atom, FactType factType) {
    Optional<Set<String>> values = derivations.values(factType.type(), atom.subject());
    if (factType.kind() == FactType.Kind.SECTION || values.isEmpty() || values.get().isEmpty()) {
      return;
    }
    part.forEach(
        e -> {
          if (e instanceof Expression.Literal literal
              && literal.value() instanceof String text
              && !values.get().contains(text)) {
            warnings.add(
                new LintWarning(
                    LintWarning.Kind.UNKNOWN_VALUE,
                    literal
                        .position()
                        .fault(
                            atom.subject() + " of " + factType.type() + " is never '" + text + "'",
                            Suggestions.cure(text, values.get()))));
          }
        });
  }

  private void always(Atom atom, FactType factType) {
    boolean asksForAny = atom.operator() == Comparator.NOT_EQUAL && atom.operand().isNull();
    if (asksForAny
        && factType.field(atom.subject()).filter(ValueConstraints::alwaysThere).isPresent()) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.ALWAYS_HOLDS,
              atom.position()
                  .fault(
                      "every "
                          + factType.type()
                          + " has "
                          + atom.subject()
                          + ", so this always holds",
                      "leave the test out")));
    }
    if (atom.operator() == Comparator.EQUAL
        && atom.operand().isNull()
        && factType.field(atom.subject()).filter(ValueConstraints::alwaysThere).isPresent()) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.NEVER_HOLDS,
              atom.position()
                  .fault(
                      "every "
                          + factType.type()
                          + " has "
                          + atom.subject()
                          + ", so this never holds",
                      "leave the test out, or ask for a value")));
    }
  }

  static boolean isNumber(@Nullable Field field) {
    return field != null && (field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER);
  }
}
