package nestor.engine.assessment;

import com.fasterxml.jackson.annotation.JsonValue;

/** The answer of a rule for an organisation, waivers considered. */
public enum RuleAnswer {
  RECOMMENDED("recommended"),
  CLEAR("clear"),
  NOT_ASSESSED("not assessed"),
  NOT_APPLICABLE("not applicable"),
  WITHHELD("withheld"),
  WAIVED("waived");

  private final String text;

  RuleAnswer(String text) {
    this.text = text;
  }

  /** The answer as JSON and people read it. */
  @JsonValue
  public String text() {
    return text;
  }
}
