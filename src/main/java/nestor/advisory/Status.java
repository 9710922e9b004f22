package nestor.advisory;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Status of a recommendation against the previous advisory of the same organisation. How it stands
 * against the whole of the last advisory is in {@link AdviceChange}.
 */
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
