package nestor.rulebook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Effort of an action, from the least to the most. The days that it stands for are in {@link
 * EffortPolicy}.
 */
public enum Effort {
  HOURS,
  DAYS,
  WEEKS,
  MONTHS;

  /** The words of all, as rules write them. */
  public static final List<String> WORDS = Arrays.stream(values()).map(Effort::text).toList();

  /** The effort that a rule writes so. */
  public static Optional<Effort> of(String word) {
    int at = WORDS.indexOf(word);
    return at < 0 ? Optional.empty() : Optional.of(values()[at]);
  }

  /** The word by which rules and templates know it. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
