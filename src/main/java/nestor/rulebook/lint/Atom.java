package nestor.rulebook.lint;

import java.util.List;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Place;

/**
 * One test of one value.
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
    Place place) {

  Operand operand() {
    return operands.get(0);
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
