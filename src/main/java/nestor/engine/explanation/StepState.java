package nestor.engine.explanation;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * State of one condition, or of a case as a whole, in an explanation. For the answer of a whole
 * rule use {@code Assessment}.
 */
public enum StepState {
  HOLDS("holds"),
  /** It depends on missing data. */
  OPEN("open"),
  FAILS("fails"),
  /** It depends on missing data, and whatever these are, it or another case holds. */
  HOLDS_EITHER_WAY("holds either way"),
  /** It depends on missing data by its conditions one by one, and fails whatever these are. */
  FAILS_EITHER_WAY("fails either way"),
  /** A condition before it failed. */
  NOT_REACHED("not reached");

  private final String text;

  StepState(String text) {
    this.text = text;
  }

  /** The state as JSON and people read it. */
  @JsonValue
  public String text() {
    return text;
  }
}
