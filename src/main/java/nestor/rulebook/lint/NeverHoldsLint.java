package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Lint {@code never-holds}: tests that cannot hold, alone or together. For the opposite use {@link
 * AlwaysHoldsLint}; two rules that exclude each other are found by {@link ContradictoryPairLint}.
 */
final class NeverHoldsLint implements Lint {
  /** More alternatives than this in one pattern are not looked at. */
  private static final int ALTERNATIVES = 64;

  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.NEVER_HOLDS;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    TestGroup.forEach(
        parsed,
        derivations,
        group -> {
          group.forEachAtom((part, atom, factType) -> alone(atom, factType, found));
          together(group, derivations, found);
        });
  }

  private static void alone(Atom atom, FactType factType, Consumer<Diagnostic> found) {
    if (atom.operator() == Comparator.EQUAL
        && atom.operand().isNull()
        && factType.field(atom.subject()).filter(ValueConstraints::alwaysThere).isPresent()) {
      found.accept(
          atom.position()
              .fault(
                  "every " + factType.type() + " has " + atom.subject() + ", so this never holds",
                  "leave the test out, or ask for a value"));
    }
  }

  private static void together(
      TestGroup group, Derivations derivations, Consumer<Diagnostic> found) {
    List<List<Atom>> alternatives = new ArrayList<>(List.of(List.of()));
    for (Expression test : group.tests()) {
      alternatives = and(alternatives, alternatives(test, group.known()));
    }
    if (alternatives.size() > ALTERNATIVES) {
      return;
    }
    List<Contradiction> contradictions = new ArrayList<>();
    for (List<Atom> alternative : alternatives) {
      contradiction(alternative, group.factType(), derivations).ifPresent(contradictions::add);
    }
    boolean never = contradictions.size() == alternatives.size();
    contradictions.stream()
        .filter(c -> !c.isOfOneTest())
        .map(
            c ->
                c.position()
                    .fault(
                        c.message()
                            + (never || !c.everywhere() ? "" : ", so this alternative is dead"),
                        c.cure()))
        .distinct()
        .forEach(found);
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

  private static Optional<Contradiction> contradiction(
      List<Atom> atoms, @Nullable FactType factType, Derivations derivations) {
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
}
