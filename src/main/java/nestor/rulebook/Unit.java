package nestor.rulebook;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Unit with a meaning of its own: its numbers are worded, compared with dates, or generated in
 * another way than plain ones. A rulebook may name any other unit, which is {@link #OTHER} and is
 * shown as written.
 */
public enum Unit {
  /** Days, which a threshold can turn into a cut-off date. */
  DAYS,
  /** Part of a whole, from 0 to 1, shown as a percentage. */
  SHARE,
  /** Amount in the currency of the organisation. */
  MONEY,
  /** Calendar year, shown without separators. */
  YEAR,
  /** People, one of whom is a person. */
  PEOPLE,
  /** Any other unit, or none. */
  OTHER;

  /**
   * Returns the unit of that name.
   *
   * @param name as the rulebook writes it, or null where there is none
   */
  public static Unit of(@Nullable String name) {
    for (Unit unit : values()) {
      if (unit != OTHER && unit.text().equals(name)) {
        return unit;
      }
    }
    return OTHER;
  }

  /** Returns the name of the unit, as a rulebook writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
