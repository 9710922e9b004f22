package nestor.workbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import nestor.evidence.DocumentSchema;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Expression;

/**
 * JSON Schemas (2020-12) of the YAML files of a rulebook, for editors. {@code DocumentSchema} is
 * the schema of documents.
 */
public final class EditorSchemas {
  private static final String DATE = "^\\d{4}-\\d{2}-\\d{2}$";

  private EditorSchemas() {}

  /** The schema of {@code thresholds.yaml}. */
  public static ObjectNode thresholds(Rulebook rulebook) {
    ObjectNode schema = top("Every number that a rule compares with");
    ObjectNode threshold = schema.putObject("additionalProperties");
    threshold.put("type", "object").put("additionalProperties", false);
    strings(threshold.putArray("required"), List.of("value", "unit", "basis"));
    ObjectNode keys = threshold.putObject("properties");
    number(keys.putObject("value"), "The number");
    keys.putObject("unit")
        .put("description", "What it counts, such as days, share or money")
        .put("type", "string");
    strings(
        keys.putObject("basis")
            .put(
                "description",
                "source where a source says so, reference where a standard does, else judgement")
            .putArray("enum"),
        Threshold.BASES);
    keys.putObject("source")
        .put("description", "Where the source says so: document, section")
        .put("type", "string");
    keys.putObject("why").put("description", "Why this number").put("type", "string");
    date(keys.putObject("valid-from"), "From when on the number holds");
    ObjectNode earlier =
        keys.putObject("earlier")
            .put("description", "Former numbers, by the day from which each held");
    earlier.put("type", "object").putObject("propertyNames").put("pattern", DATE);
    number(earlier.putObject("additionalProperties"), "The former number");
    ObjectNode variants =
        keys.putObject("variants")
            .put("description", "Other numbers where a dimension has a value, the first wins");
    variants.put("type", "object").put("additionalProperties", false);
    ObjectNode dimensions = variants.putObject("properties");
    rulebook.derivations().stream()
        .filter(d -> d.then().type().equals(BuiltInTypes.DIMENSION))
        .map(d -> d.then().arguments().get(0))
        .filter(Expression.Literal.class::isInstance)
        .map(name -> String.valueOf(((Expression.Literal) name).value()))
        .distinct()
        .forEach(
            name ->
                number(
                    dimensions
                        .putObject(name)
                        .put("type", "object")
                        .putObject("additionalProperties"),
                    "The number for that " + name));
    return schema;
  }

  /** The schema of {@code topic.scenarios.yaml}. */
  public static ObjectNode scenarios(Rulebook rulebook) {
    ObjectNode schema = top("What must come of given data");
    schema.put("additionalProperties", false);
    ObjectNode keys = schema.putObject("properties");
    date(keys.putObject("as-of"), "The day of the advice, for all scenarios that say no other");
    ObjectNode scenario = keys.putObject("scenarios").put("type", "array").putObject("items");
    scenario.put("type", "object").put("additionalProperties", false);
    strings(scenario.putArray("required"), List.of("name", "recommended"));
    ObjectNode of = scenario.putObject("properties");
    of.putObject("name").put("description", "What the scenario is about").put("type", "string");
    date(of.putObject("as-of"), "The day of the advice");
    ObjectNode given = DocumentSchema.of(rulebook.vocabulary());
    given.remove(List.of("$schema", "title"));
    strings(given.putArray("type"), List.of("object", "null"));
    of.set("given", given);
    rules(of.putObject("recommended"), "Exactly the rules of the topic that are recommended");
    rules(of.putObject("clear"), "Rules that are clear, at least these");
    ObjectNode open =
        of.putObject("not-assessed")
            .put("description", "Rules that are not assessed, each with exactly what it needs");
    ArrayNode forms = open.putArray("anyOf");
    rules(forms.addObject(), "The rules alone");
    ObjectNode needs = byRule(forms.addObject());
    needs.put("type", "array").putObject("items").put("type", "string");
    ArrayNode outside =
        of.putObject("not-applicable")
            .put("description", "Rules that do not apply, each with what makes it so")
            .putArray("anyOf");
    rules(outside.addObject(), "The rules alone");
    byRule(outside.addObject()).put("type", "string");
    ObjectNode because =
        byRule(of.putObject("because").put("description", "Exactly the reasons of a rule"));
    strings(because.putArray("type"), List.of("array", "string"));
    because.putObject("items").put("type", "string");
    strings(
        byRule(of.putObject("priority").put("description", "The priority of a recommendation"))
            .putArray("enum"),
        Priority.WORDS);
    byRule(of.putObject("owner").put("description", "Who must act")).put("type", "string");
    byRule(of.putObject("title").put("description", "What is to be done")).put("type", "string");
    ObjectNode ids = schema.putObject("$defs").putObject("rule");
    strings(ids.putArray("enum"), rulebook.rules().keySet());
    return schema;
  }

  private static ObjectNode top(String title) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", title).put("type", "object");
    return schema;
  }

  private static void rules(ObjectNode schema, String description) {
    schema.put("description", description).put("type", "array");
    schema.putObject("items").put("$ref", "#/$defs/rule");
  }

  /** Schema of each rule of a mapping. */
  private static ObjectNode byRule(ObjectNode schema) {
    schema.put("type", "object").putObject("propertyNames").put("$ref", "#/$defs/rule");
    return schema.putObject("additionalProperties");
  }

  private static void number(ObjectNode schema, String description) {
    schema.put("description", description).put("type", "number");
  }

  private static void date(ObjectNode schema, String description) {
    schema.put("description", description).put("type", "string").put("pattern", DATE);
  }

  private static void strings(ArrayNode array, Collection<String> values) {
    values.forEach(array::add);
  }
}
