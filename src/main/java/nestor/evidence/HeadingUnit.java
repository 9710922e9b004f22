package nestor.evidence;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import nestor.evidence.text.NumberText;
import nestor.evidence.text.WrittenNumber;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;

/**
 * Unit that a heading gives to the numbers below it, such as {@code Budget (kEUR)} or {@code
 * Utilisation [%]}. It holds for each number that stands without a unit of its own.
 */
final class HeadingUnit {
  static final HeadingUnit NONE = new HeadingUnit("");

  private final String suffix;

  private HeadingUnit(String suffix) {
    this.suffix = suffix;
  }

  /**
   * The unit in a heading.
   *
   * @param place that of the heading
   * @param texts the cells that it holds for
   * @param isUnit whether a word is a unit, and not just a remark
   */
  static HeadingUnit of(
      String heading,
      Location place,
      Field field,
      List<String> texts,
      Predicate<String> isUnit,
      ParseContext context) {
    if (field.type() != FieldType.NUMBER && field.type() != FieldType.COUNT) {
      return NONE;
    }
    String remark = Heading.remark(heading);
    WrittenNumber one = remark.isEmpty() ? null : NumberText.read("1 " + remark);
    if (one == null) {
      return NONE;
    }
    WrittenNumber.Marks marks = one.marks();
    if (marks.scaled()) {
      return new HeadingUnit(" " + remark);
    }
    if (marks.percent()) {
      return new HeadingUnit(texts.stream().anyMatch(HeadingUnit::isOverOne) ? " %" : "");
    }
    if (marks.currency() != null) {
      context.mentionCurrency(marks.currency(), place, heading);
      return NONE;
    }
    // Of another unit than the field's the reader of numbers makes a fault.
    return isUnit.test(marks.unit()) ? new HeadingUnit(" " + remark) : NONE;
  }

  private static boolean isOverOne(String text) {
    WrittenNumber number = endsInDigit(text) ? NumberText.read(text) : null;
    return number != null && number.value().compareTo(BigDecimal.ONE) > 0;
  }

  private static boolean endsInDigit(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1));
  }

  /** The text with the unit, where it is a number without one. */
  String with(String text) {
    return suffix.isEmpty() || !endsInDigit(text) ? text : text + suffix;
  }
}
