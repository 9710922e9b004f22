package nestor.rulebook.syntax;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * An expression inside a pattern's parentheses: a test, which holds or does not, or a value. To do
 * something else for each kind, write a {@link Visitor}; to look at or change the parts whatever
 * the kind, use {@link #children}, {@link #forEach} and {@link #mapChildren}.
 */
public sealed interface Expression {

  /** Position of the expression's start. */
  SourcePosition position();

  /** The visitor's answer for the kind of expression that this is. */
  <R> R accept(Visitor<R> visitor);

  /** The expressions that this one is made of, in the order of the text. */
  List<Expression> children();

  /** The same expression with other children; itself where it has none. */
  Expression mapChildren(UnaryOperator<Expression> change);

  /** Calls the action with this expression and all within it, outermost first. */
  default void forEach(Consumer<Expression> action) {
    action.accept(this);
    children().forEach(child -> child.forEach(action));
  }

  /** The names of the variables that the expression reads. */
  default Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    forEach(
        expression -> ValueSource.of(expression).map(ValueSource::variable).ifPresent(names::add));
    return names;
  }

  /** The fields that the expression reads of the fact that the pattern matches, without this. */
  default Set<String> fields() {
    Set<String> names = new LinkedHashSet<>();
    forEach(
        expression -> {
          if (expression instanceof FieldOf field && !field.field().equals("this")) {
            names.add(field.field());
          }
        });
    return names;
  }

  /** One answer for each kind of expression. */
  interface Visitor<R> {
    R visitLiteral(Literal literal);

    R visitField(FieldOf field);

    R visitVariable(Variable variable);

    R visitVariableField(VariableField member);

    R visitSize(Size size);

    R visitArithmetic(Arithmetic arithmetic);

    R visitComparison(Comparison comparison);

    R visitMembership(Membership membership);

    R visitAnd(And and);

    R visitOr(Or or);
  }

  /** One answer for each kind of test, and the same for all values. */
  interface TestVisitor<R> extends Visitor<R> {
    R visitValue(Expression value);

    @Override
    default R visitLiteral(Literal literal) {
      return visitValue(literal);
    }

    @Override
    default R visitField(FieldOf field) {
      return visitValue(field);
    }

    @Override
    default R visitVariable(Variable variable) {
      return visitValue(variable);
    }

    @Override
    default R visitVariableField(VariableField member) {
      return visitValue(member);
    }

    @Override
    default R visitSize(Size size) {
      return visitValue(size);
    }

    @Override
    default R visitArithmetic(Arithmetic arithmetic) {
      return visitValue(arithmetic);
    }
  }

  /** One answer for each kind of value, and the same for all tests. */
  interface ValueVisitor<R> extends Visitor<R> {
    R visitTest(Expression test);

    @Override
    default R visitComparison(Comparison comparison) {
      return visitTest(comparison);
    }

    @Override
    default R visitMembership(Membership membership) {
      return visitTest(membership);
    }

    @Override
    default R visitAnd(And and) {
      return visitTest(and);
    }

    @Override
    default R visitOr(Or or) {
      return visitTest(or);
    }
  }

  /** A text, a number ({@code BigDecimal}), true, false or null. */
  record Literal(@Nullable Object value, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLiteral(this);
    }

    @Override
    public List<Expression> children() {
      return List.of();
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return this;
    }
  }

  /** A field of the fact that the pattern matches; {@code this} is the fact itself. */
  record FieldOf(String field, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitField(this);
    }

    @Override
    public List<Expression> children() {
      return List.of();
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return this;
    }
  }

  /** A variable that was bound earlier. */
  record Variable(String name, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVariable(this);
    }

    @Override
    public List<Expression> children() {
      return List.of();
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return this;
    }
  }

  /** A field of a fact that a variable names. */
  record VariableField(String variable, String field, SourcePosition position)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitVariableField(this);
    }

    @Override
    public List<Expression> children() {
      return List.of();
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return this;
    }
  }

  /** {@code list.size}: how many elements a list has. */
  record Size(Expression list, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSize(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(list);
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new Size(change.apply(list), position);
    }
  }

  /** {@code left operator right} on numbers; the operator is one of + - *. */
  record Arithmetic(char operator, Expression left, Expression right, SourcePosition position)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitArithmetic(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new Arithmetic(operator, change.apply(left), change.apply(right), position);
    }
  }

  /** {@code left operator right}. */
  record Comparison(Comparator operator, Expression left, Expression right, SourcePosition position)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComparison(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new Comparison(operator, change.apply(left), change.apply(right), position);
    }
  }

  /** {@code value in ("a", "b")}, or {@code not in}. */
  record Membership(
      Expression value, List<Expression> options, boolean negated, SourcePosition position)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMembership(this);
    }

    @Override
    public List<Expression> children() {
      return Stream.concat(Stream.of(value), options.stream()).toList();
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new Membership(
          change.apply(value), options.stream().map(change).toList(), negated, position);
    }
  }

  /** {@code a && b}. */
  record And(Expression left, Expression right, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new And(change.apply(left), change.apply(right), position);
    }
  }

  /** {@code a || b}. */
  record Or(Expression left, Expression right, SourcePosition position) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public Expression mapChildren(UnaryOperator<Expression> change) {
      return new Or(change.apply(left), change.apply(right), position);
    }
  }

  /** The comparisons that rules may use. */
  enum Comparator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    CONTAINS("contains"),
    NOT_CONTAINS("not contains"),
    MEMBER_OF("memberOf"),
    NOT_MEMBER_OF("not memberOf"),
    STARTS_WITH("str[startsWith]");

    private final String symbol;

    Comparator(String symbol) {
      this.symbol = symbol;
    }

    /** Comparison as it is written in a rule. */
    public String symbol() {
      return symbol;
    }

    /** Whether it asks which of two values comes first. */
    public boolean orders() {
      return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }

    /** The comparison that holds where this one does not; empty where the language has none. */
    public Optional<Comparator> opposite() {
      return switch (this) {
        case EQUAL -> Optional.of(NOT_EQUAL);
        case NOT_EQUAL -> Optional.of(EQUAL);
        case LESS -> Optional.of(AT_LEAST);
        case AT_MOST -> Optional.of(GREATER);
        case GREATER -> Optional.of(AT_MOST);
        case AT_LEAST -> Optional.of(LESS);
        case CONTAINS -> Optional.of(NOT_CONTAINS);
        case NOT_CONTAINS -> Optional.of(CONTAINS);
        case MEMBER_OF -> Optional.of(NOT_MEMBER_OF);
        case NOT_MEMBER_OF -> Optional.of(MEMBER_OF);
        case STARTS_WITH -> Optional.empty();
      };
    }

    /** The comparison that says the same with its sides exchanged; empty where there is none. */
    public Optional<Comparator> mirrored() {
      return switch (this) {
        case EQUAL, NOT_EQUAL -> Optional.of(this);
        case LESS -> Optional.of(GREATER);
        case AT_MOST -> Optional.of(AT_LEAST);
        case GREATER -> Optional.of(LESS);
        case AT_LEAST -> Optional.of(AT_MOST);
        case MEMBER_OF -> Optional.of(CONTAINS);
        case NOT_MEMBER_OF -> Optional.of(NOT_CONTAINS);
        case CONTAINS -> Optional.of(MEMBER_OF);
        case NOT_CONTAINS -> Optional.of(NOT_MEMBER_OF);
        case STARTS_WITH -> Optional.empty();
      };
    }
  }
}
