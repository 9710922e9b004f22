package nestor.dossier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.evidence.SectionContent;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON form of a section's entries in the store. It is canonical: equal entries give equal text, so
 * that a duplicate is found by comparing texts.
 */
final class EntriesJson {
  private static final Logger LOG = LoggerFactory.getLogger(EntriesJson.class);
  private static final TypeReference<List<Map<String, @Nullable Object>>> ENTRIES =
      new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private EntriesJson() {}

  static String write(SectionContent content) {
    try {
      return JSON.writeValueAsString(content.entries().stream().map(TreeMap::new).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "section " + content.section() + " holds a value of an unknown kind", e);
    }
  }

  /**
   * The entries with values of the types that the section's fields have now. What the vocabulary no
   * longer knows, or knows as something else, is left out: no rule could read it.
   */
  static SectionContent read(Section section, String json) {
    try {
      List<Map<String, Object>> entries = new ArrayList<>();
      for (Map<String, @Nullable Object> kept : JSON.readValue(json, ENTRIES)) {
        Map<String, Object> values = new LinkedHashMap<>();
        kept.forEach(
            (name, value) ->
                section
                    .field(name)
                    .map(field -> typed(section, field, value))
                    .ifPresent(typed -> values.put(name, typed)));
        entries.add(values);
      }
      return new SectionContent(section.name(), entries);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("section " + section.name() + " is damaged in the store", e);
    }
  }

  private static @Nullable Object typed(Section section, Field field, @Nullable Object value) {
    Object typed =
        value instanceof Map<?, ?> unclear
            ? JSON.convertValue(unclear, Unclear.class)
            : value == null ? null : typed(field.type(), value);
    if (typed == null) {
      LOG.warn(
          "{}.{} is left out: {} is not a {} as the vocabulary now says",
          section.name(),
          field.name(),
          value,
          field.type());
    }
    return typed;
  }

  private static @Nullable Object typed(FieldType type, Object value) {
    return switch (type) {
      case TEXT -> value instanceof String ? value : null;
      case COUNT -> value instanceof Integer ? value : null;
      case NUMBER -> number(value);
      case YES_NO -> value instanceof Boolean ? value : null;
      case DATE -> value instanceof String text ? date(text) : null;
      case LIST -> value instanceof List<?> list ? texts(list) : null;
    };
  }

  private static @Nullable BigDecimal number(Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    return value instanceof Number number ? BigDecimal.valueOf(number.longValue()) : null;
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable List<String> texts(List<?> list) {
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }
}
