package nestor.rulebook;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Priority of a recommendation, the most urgent first. What it weighs, and when to begin, is in
 * {@link PriorityPolicy}.
 */
public enum Priority {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  /** The words of all, as rules and documents write them, the most urgent first. */
  public static final List<String> WORDS = Arrays.stream(values()).map(Priority::text).toList();

  /** The priority that a rule or document writes so. */
  public static Optional<Priority> of(String word) {
    int at = WORDS.indexOf(word);
    return at < 0 ? Optional.empty() : Optional.of(values()[at]);
  }

  /** Whether this one is more urgent than the other. */
  public boolean isOver(Priority other) {
    return compareTo(other) < 0;
  }

  /** The word by which rules, documents and templates know it. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
