package nestor.rulebook.syntax;

import java.util.List;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/** What can stand inside a pattern's parentheses. */
public sealed interface Expression {

  /** Where the expression starts. */
  SourcePosition position();

  /** A text, a number ({@code BigDecimal}), true, false or null. */
  record Literal(@Nullable Object value, SourcePosition position) implements Expression {}

  /** A field of the fact that the pattern matches; {@code this} is the fact itself. */
  record FieldOf(String field, SourcePosition position) implements Expression {}

  /** A variable that was bound earlier. */
  record Variable(String name, SourcePosition position) implements Expression {}

  /** A field of a fact that a variable names. */
  record VariableField(String variable, String field, SourcePosition position)
      implements Expression {}

  /** {@code list.size}: how many elements a list has. */
  record Size(Expression list, SourcePosition position) implements Expression {}

  /** {@code left operator right} on numbers; the operator is one of + - *. */
  record Arithmetic(char operator, Expression left, Expression right, SourcePosition position)
      implements Expression {}

  /** {@code left operator right}. */
  record Comparison(Comparator operator, Expression left, Expression right, SourcePosition position)
      implements Expression {}

  /** {@code value in ("a", "b")}, or {@code not in}. */
  record Membership(
      Expression value, List<Expression> options, boolean negated, SourcePosition position)
      implements Expression {}

  /** {@code a && b}. */
  record And(Expression left, Expression right, SourcePosition position) implements Expression {}

  /** {@code a || b}. */
  record Or(Expression left, Expression right, SourcePosition position) implements Expression {}

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

    /** How the comparison is written in a rule. */
    public String symbol() {
      return symbol;
    }

    /** Whether it asks which of two values comes first. */
    public boolean orders() {
      return this == LESS || this == AT_MOST || this == GREATER || this == AT_LEAST;
    }
  }
}
