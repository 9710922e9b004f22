package nestor.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.rulebook.NamesSection;

/**
 * Short form of the section {@code names}: one object of written names and what they mean, such as
 * {@code names: {"crm-db": CRM}}, in the place of a list of entries.
 */
final class OwnNamesMapping {
  private OwnNamesMapping() {}

  /** The section as a list of entries; as it is where it is no such object. */
  static JsonNode entries(JsonNode section) {
    boolean isEntry = section.has(NamesSection.NAME) && section.has(NamesSection.MEANS);
    if (!section.isObject() || isEntry) {
      return section;
    }
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> named : section.properties()) {
      ObjectNode entry = entries.addObject();
      entry.put(NamesSection.NAME, named.getKey());
      entry.set(NamesSection.MEANS, means(named.getValue()));
    }
    return entries;
  }

  private static JsonNode means(JsonNode value) {
    if (!value.isArray()) {
      return value.isNumber() || value.isBoolean()
          ? JsonNodeFactory.instance.textNode(value.asText())
          : value;
    }
    List<String> several = new ArrayList<>();
    value.forEach(one -> several.add(one.asText()));
    return JsonNodeFactory.instance.textNode(String.join("; ", several));
  }
}
