package nestor.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import nestor.advisory.Advisory;
import org.jspecify.annotations.Nullable;

/**
 * Public JSON form of advisories, with the same bytes on every machine. {@code AdvisoryJson} is the
 * form in the store.
 */
final class Json {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addMixIn(Advisory.class, Contract.class)
          .addMixIn(Advisory.Note.class, Line.class)
          .addMixIn(Advisory.Withheld.class, Withheld.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build()
          .writer(printer())
          .with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  /** The public form has the keys that were agreed, and no others. */
  @JsonIgnoreProperties({"questions", "lapsed", "claimed", "history"})
  private interface Contract {}

  /** A note is its text, which says all that a person needs. */
  private interface Line {
    @JsonValue
    String text();
  }

  /** Leaves out what reproduces a fault: it is for developers, and is in the log. */
  @JsonIgnoreProperties("difference")
  private interface Withheld {}

  private Json() {}

  /** An advisory that stood on a later day as well. */
  private record Confirmed(@JsonUnwrapped Advisory advisory, LocalDate confirmedOn) {}

  static String of(Advisory advisory, @Nullable LocalDate confirmed) {
    return of(confirmed == null ? advisory : new Confirmed(advisory, confirmed));
  }

  static String of(Object value) {
    try {
      return WRITER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an advisory is always JSON", e);
    }
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indent)
        .withArrayIndenter(indent);
  }
}
