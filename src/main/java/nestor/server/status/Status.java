package nestor.server.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Status of a home. The components of its records are the keys of {@code nestor status --format
 * json}.
 *
 * @param runtime what only a running server knows
 * @param store what the store has recorded
 */
public record Status(@JsonUnwrapped RuntimeStatus runtime, @JsonUnwrapped StoreStatus store) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // The server may be of a later version than the command that asks it.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Returns the status as JSON. */
  public ObjectNode toJson() {
    return JSON.valueToTree(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Status of(JsonNode json) {
    try {
      return JSON.treeToValue(json, Status.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no status: " + json, e);
    }
  }
}
