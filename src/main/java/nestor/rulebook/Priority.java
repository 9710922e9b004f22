package nestor.rulebook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How soon a recommendation matters; the first is the most urgent. */
public enum Priority {
  @JsonProperty("critical")
  CRITICAL,
  @JsonProperty("high")
  HIGH,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("low")
  LOW
}
