package nestor.evidence.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reading of a number as somebody wrote it, before its neighbours are asked; see {@link
 * NumberText}. The sign, the percent sign and words such as million are already counted in.
 *
 * @param value the number; where its separator can be both, the one with decimals
 * @param grouped the number where its separator is one of thousands, or null where it cannot be
 * @param separator the separator that can be both, or the decimal sign that the number proves, or 0
 * @param plain whether it is written as the vocabulary has it
 * @param marks what stands beside the digits
 */
public record WrittenNumber(
    BigDecimal value, @Nullable BigDecimal grouped, char separator, boolean plain, Marks marks) {

  /**
   * Signs beside the digits of a number.
   *
   * @param percent whether it is a percentage
   * @param scaled whether a word or letter multiplies it, such as k or million
   * @param doubt what speaks against taking it as it stands, or null
   * @param currency the ISO 4217 code of its currency; empty where a sign stands there that several
   *     currencies share, null where there is none
   * @param unit the words of a unit, or empty
   */
  public record Marks(
      boolean percent,
      boolean scaled,
      @Nullable Doubt doubt,
      @Nullable String currency,
      String unit) {
    public static final Marks NONE = new Marks(false, false, null, null, "");
  }

  /** Reason against taking a number as it stands. */
  public enum Doubt {
    /** It is about so much, more or less. */
    NOT_EXACT,
    /** It stands in brackets or ends in a minus, as negative amounts in some accounts do. */
    PERHAPS_NEGATIVE
  }

  public boolean isOpen() {
    return grouped != null;
  }

  /** The decimal sign that the number proves, or 0. */
  public char decimalSign() {
    return isOpen() ? 0 : separator;
  }
}
