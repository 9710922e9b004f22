package nestor.engine.explanation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What came of one condition, or of all conditions of a case, for an organisation. */
public enum StepState {
  HOLDS("holds"),
  /** It depends on missing data. */
  OPEN("open"),
  FAILS("fails"),
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
