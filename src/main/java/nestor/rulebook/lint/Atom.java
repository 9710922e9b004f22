package nestor.rulebook.lint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Expression.Comparator;

/**
 * Single test of one value.
 *
 * @param subject the value: a field, the size of a list, or a variable
 * @param operands what it is compared with; several for {@code in}
 * @param in whether it is {@code in} or {@code not in}; the operator is then EQUAL or NOT_EQUAL
 */
record Atom(
    String subject,
    Comparator operator,
    List<Operand> operands,
    boolean in,
    String written,
    SourcePosition position) {
  private static final Map<Comparator, Comparator> OPPOSITES =
      Map.of(
          Comparator.EQUAL, Comparator.NOT_EQUAL,
          Comparator.NOT_EQUAL, Comparator.EQUAL,
          Comparator.LESS, Comparator.AT_LEAST,
          Comparator.AT_LEAST, Comparator.LESS,
          Comparator.GREATER, Comparator.AT_MOST,
          Comparator.AT_MOST, Comparator.GREATER);

  Operand operand() {
    return operands.get(0);
  }

  /** The test that holds of a value on record where this does not, where there is one. */
  Optional<Atom> opposite() {
    return Optional.ofNullable(OPPOSITES.get(operator))
        .map(other -> new Atom(subject, other, operands, in, written, position));
  }

  /** Whether it holds only for a value that is on record. */
  boolean needsValue() {
    return switch (operator) {
      case EQUAL -> operands.stream().noneMatch(o -> !o.isLiteral() || o.isNull());
      case NOT_EQUAL -> operands.stream().anyMatch(Operand::isNull);
      case NOT_CONTAINS, NOT_MEMBER_OF -> false;
      default -> true;
    };
  }
}
