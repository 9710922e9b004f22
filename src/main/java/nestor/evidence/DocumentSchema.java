package nestor.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.NamesSection;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;

/**
 * JSON Schema of documents, derived from the vocabulary, for editors and for programs that write
 * documents. What it accepts {@link DocumentReader} accepts too, within the limits of size. The
 * reader is more lenient: it ignores white space around texts and takes an empty text as absent.
 */
public final class DocumentSchema {
  private static final String DATE_PATTERN =
      "^(19[0-9]{2}|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

  private DocumentSchema() {}

  /** The schema of the documents that the vocabulary describes, in JSON Schema 2020-12. */
  public static ObjectNode of(Vocabulary vocabulary) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "What an organisation knows about itself");
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("$schema").put("description", "Where this schema is, for editors");
    describeDeclaration(vocabulary, properties);
    for (Section section : vocabulary.sections()) {
      describe(section, properties.putObject(section.name()));
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static void describeDeclaration(Vocabulary vocabulary, ObjectNode properties) {
    ObjectNode source = properties.putObject(Declaration.SOURCE);
    types(source, "string", true);
    source.put("description", "Name of the tool that states this; left out, people do");
    source.put("pattern", Declaration.NAME_PATTERN);
    describeSections(
        vocabulary,
        properties.putObject(Declaration.PARTIAL),
        "Sections that may hold more than is listed: what is not listed is unknown");
    describeSections(
        vocabulary,
        properties.putObject(Declaration.WITHDRAWN),
        "Sections whose former statement the source takes back");
  }

  private static void describeSections(
      Vocabulary vocabulary, ObjectNode schema, String description) {
    types(schema, "array", true);
    schema.put("description", description);
    ArrayNode names = schema.putObject("items").putArray("enum");
    vocabulary.sections().forEach(section -> names.add(section.name()));
  }

  private static void describe(Section section, ObjectNode schema) {
    schema.put("description", section.doc());
    if (section.single()) {
      types(schema, "object", true);
      describeEntry(section, schema);
    } else {
      types(schema, "array", true);
      if (section.name().equals(NamesSection.SECTION)) {
        ((ArrayNode) schema.get("type")).add("object");
        ArrayNode meanings = schema.putObject("additionalProperties").putArray("type");
        meanings.add("string").add("array").add("null");
      }
      ObjectNode entry = schema.putObject("items");
      entry.put("type", "object");
      describeEntry(section, entry);
    }
  }

  private static void describeEntry(Section section, ObjectNode schema) {
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Field field : section.fields()) {
      describe(section, field, properties.putObject(field.name()));
      if (field.required()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      if (section.single()) {
        schema.putObject("if").put("minProperties", 1);
        schema.putObject("then").set("required", required);
      } else {
        schema.set("required", required);
      }
    }
    schema.put("additionalProperties", false);
  }

  private static void describe(Section section, Field field, ObjectNode schema) {
    schema.put("description", description(field));
    if (field.defaultValue() instanceof Boolean yesNo) {
      schema.put("default", yesNo);
    } else if (field.defaultValue() instanceof String text) {
      schema.put("default", text);
    }
    if (!field.reading().aliases().isEmpty()) {
      // JSON is strict on names; these are what tables may have as headings.
      field.reading().aliases().forEach(schema.putArray("x-headings")::add);
    }
    boolean nullable = !field.required();
    switch (field.type()) {
      case TEXT -> describeText(section, field, schema, nullable);
      case LIST -> {
        types(schema, "array", nullable);
        describeText(section, field, schema.putObject("items"), false);
        if (field.required()) {
          schema.put("minItems", 1);
        }
      }
      case DATE -> {
        types(schema, "string", nullable);
        schema.put("format", "date").put("pattern", DATE_PATTERN);
      }
      case YES_NO -> types(schema, "boolean", nullable);
      case COUNT, NUMBER -> {
        types(schema, field.type() == FieldType.COUNT ? "integer" : "number", nullable);
        put(schema, "minimum", FieldValueReader.minimum(field));
        put(schema, "maximum", FieldValueReader.maximum(field));
      }
    }
  }

  private static void describeText(
      Section section, Field field, ObjectNode schema, boolean nullable) {
    if (!field.choices().isEmpty() && !field.open()) {
      ArrayNode choices = schema.putArray("enum");
      field.choices().forEach(choices::add);
      if (nullable) {
        choices.addNull();
      }
      return;
    }
    types(schema, "string", nullable);
    schema.put("maxLength", FieldValueReader.LONGEST_TEXT);
    if (section.name().equals(OrganisationSection.ORGANISATION)
        && field.name().equals(OrganisationSection.ID)) {
      schema.put("pattern", "^" + OrganisationSection.ID_PATTERN + "$");
    } else if (section.name().equals(OrganisationSection.ORGANISATION)
        && field.name().equals(OrganisationSection.CURRENCY)) {
      schema.put("pattern", "^" + OrganisationSection.CURRENCY_PATTERN + "$");
    } else if (!nullable) {
      schema.put("pattern", "\\S");
    }
    if (!field.choices().isEmpty()) {
      ArrayNode examples = schema.putArray("examples");
      field.choices().forEach(examples::add);
    }
  }

  private static String description(Field field) {
    StringBuilder text = new StringBuilder(field.doc());
    if (field.unit() != null) {
      text.append(text.isEmpty() ? "" : " ").append('(').append(field.unit()).append(')');
    }
    if (!field.required()) {
      text.append(text.isEmpty() ? "" : ". ")
          .append("Absent: ")
          .append(
              field.defaultValue() != null
                  ? field.defaultValue()
                  : field.absentMeansNone() ? "none on record" : "not known");
    }
    return text.toString();
  }

  private static void types(ObjectNode schema, String type, boolean nullable) {
    if (nullable) {
      schema.putArray("type").add(type).add("null");
    } else {
      schema.put("type", type);
    }
  }

  private static void put(ObjectNode schema, String name, BigDecimal bound) {
    if (bound.scale() <= 0) {
      schema.put(name, bound.longValueExact());
    } else {
      schema.put(name, bound);
    }
  }
}
