package nestor.advisory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Stored JSON form of an advisory. It holds more than the public form, which {@code Renderer.json}
 * writes.
 */
public final class AdvisoryJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private AdvisoryJson() {}

  /** The whole of it; the same text for the same advisory. */
  public static String write(Advisory advisory) {
    try {
      return JSON.writeValueAsString(advisory);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("advisory " + advisory.advisory() + " has no JSON form", e);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Advisory read(String json) {
    try {
      return JSON.readValue(json, Advisory.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an advisory is damaged in the store", e);
    }
  }
}
