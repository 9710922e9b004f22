package nestor.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What {@code check} found, as JSON. */
final class InspectionJson {
  private InspectionJson() {}

  static ObjectNode of(Inspection inspection) {
    ObjectNode top = JsonNodeFactory.instance.objectNode();
    top.put("faults", inspection.faults());
    top.put("warnings", inspection.warnings());
    ArrayNode items = top.putArray("items");
    for (Inspection.Item item : inspection.items()) {
      ObjectNode node = items.addObject();
      node.put("level", item.stops() ? "error" : "warning");
      node.put("kind", item.kind());
      node.put("file", item.fault().document());
      if (item.fault().line() > 0) {
        node.put("line", item.fault().line());
      }
      if (item.fault().column() > 0) {
        node.put("column", item.fault().column());
      }
      if (item.fault().path() != null) {
        node.put("path", item.fault().path());
      }
      node.put("what", item.fault().what());
      node.put("cure", item.fault().cure());
    }
    return top;
  }
}
