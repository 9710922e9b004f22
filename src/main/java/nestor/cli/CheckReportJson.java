package nestor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON form of a {@link CheckReport}. For code hosts use {@link Sarif}. */
final class CheckReportJson {
  private CheckReportJson() {}

  static ObjectNode of(CheckReport report) {
    ObjectNode top = JsonNodeFactory.instance.objectNode();
    top.put("faults", report.faults());
    top.put("warnings", report.warnings());
    ArrayNode items = top.putArray("items");
    for (CheckReport.Item item : report.items()) {
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
