package nestor.advisory;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a recommendation stands against the previous advisory of the same dossier. */
public enum Status {
  @JsonProperty("new")
  NEW,
  @JsonProperty("standing")
  STANDING,
  @JsonProperty("worse")
  WORSE,
  @JsonProperty("better")
  BETTER
}
