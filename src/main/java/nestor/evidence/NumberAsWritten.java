package nestor.evidence;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Number of a JSON or YAML tree that knows how it was written: {@code 1.10} is the number 1.1, and
 * may have been meant for a text.
 */
final class NumberAsWritten extends DecimalNode {
  private static final long serialVersionUID = 1;

  /** A zero before a whole number makes YAML read it to the base 8, 16 or 2. */
  private static final Pattern OTHER_BASE = Pattern.compile("[+-]?0[0-9_xXobB].*");

  private final String text;

  NumberAsWritten(BigDecimal value, String text) {
    super(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    this.text = text;
  }

  @Override
  public String asText() {
    return text;
  }

  /** Whether a whole number is written so that YAML takes it to another base than ten. */
  static boolean isOfOtherBase(String text) {
    return OTHER_BASE.matcher(text).matches();
  }

  /** Whether a person would read another number than YAML does. */
  boolean isOfOtherBase() {
    return text.indexOf('.') < 0 && isOfOtherBase(text);
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
