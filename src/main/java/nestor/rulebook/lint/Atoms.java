package nestor.rulebook.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.SourcePrinter;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/** Single tests of a group of conditions, with what is known of their variables. */
final class Atoms {
  private final Map<String, Threshold> thresholds;
  private final Map<String, Operand> known;

  Atoms(Map<String, Threshold> thresholds) {
    this(thresholds, Map.of());
  }

  private Atoms(Map<String, Threshold> thresholds, Map<String, Operand> known) {
    this.thresholds = thresholds;
    this.known = new HashMap<>(known);
  }

  /** The same for the conditions within one: what these bind is not known outside. */
  Atoms inner() {
    return new Atoms(thresholds, known);
  }

  /** Takes in what a pattern binds. */
  void bind(Condition.Pattern pattern) {
    Optional<String> threshold = Threshold.nameIn(pattern);
    for (Condition.Test test : pattern.tests()) {
      String binding = test.binding();
      if (binding != null && test.expression() instanceof Expression.FieldOf field) {
        known.put(binding, bound(pattern, threshold, field, binding));
      }
    }
  }

  private Operand bound(
      Condition.Pattern pattern,
      Optional<String> threshold,
      Expression.FieldOf field,
      String binding) {
    if (pattern.type().equals(BuiltInTypes.TODAY)) {
      return Operand.day();
    }
    return threshold
        .flatMap(name -> Optional.ofNullable(thresholds.get(name)))
        .map(t -> Operand.of(t, field.field()))
        .orElseGet(() -> Operand.opaque(binding));
  }

  /** A test as an atom, where it is one of a single value. */
  Optional<Atom> of(Expression test) {
    return test.accept(new AtomOfTest());
  }

  private final class AtomOfTest implements Expression.TestVisitor<Optional<Atom>> {
    @Override
    public Optional<Atom> visitComparison(Expression.Comparison comparison) {
      String subject = subject(comparison.left());
      return subject == null
          ? Optional.empty()
          : Optional.of(
              new Atom(
                  subject,
                  comparison.operator(),
                  List.of(operand(comparison.right())),
                  false,
                  SourcePrinter.of(comparison),
                  comparison.position()));
    }

    @Override
    public Optional<Atom> visitMembership(Expression.Membership membership) {
      String subject = subject(membership.value());
      return subject == null
          ? Optional.empty()
          : Optional.of(
              new Atom(
                  subject,
                  membership.negated() ? Comparator.NOT_EQUAL : Comparator.EQUAL,
                  membership.options().stream().map(Atoms.this::operand).toList(),
                  true,
                  SourcePrinter.of(membership),
                  membership.position()));
    }

    @Override
    public Optional<Atom> visitAnd(Expression.And and) {
      return Optional.empty();
    }

    @Override
    public Optional<Atom> visitOr(Expression.Or or) {
      return Optional.empty();
    }

    @Override
    public Optional<Atom> visitValue(Expression value) {
      return Optional.empty();
    }
  }

  static @Nullable String subject(Expression expression) {
    return expression instanceof Expression.Literal ? null : SourcePrinter.of(expression);
  }

  private Operand operand(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return Operand.literal(literal);
    }
    return ValueSource.variableOf(expression)
        .flatMap(name -> Optional.ofNullable(known.get(name)))
        .orElseGet(() -> Operand.opaque(SourcePrinter.of(expression)));
  }
}
