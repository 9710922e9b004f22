package nestor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Version;
import nestor.rulebook.lint.LintWarning;

/**
 * SARIF 2.1.0 (OASIS) form of a {@link CheckReport}, which code hosts show beside the lines. For
 * programs of your own use {@link CheckReportJson}.
 */
final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final String ROOT = "%SRCROOT%";

  private Sarif() {}

  static ObjectNode of(CheckReport report) {
    ObjectNode top = JsonNodeFactory.instance.objectNode();
    top.put("$schema", SCHEMA);
    top.put("version", "2.1.0");
    ObjectNode run = top.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "nestor");
    driver.put("version", Version.number());
    Map<String, Integer> kinds = kinds(driver.putArray("rules"));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    report.items().forEach(item -> result(item, kinds, results.addObject()));
    return top;
  }

  private static Map<String, Integer> kinds(ArrayNode rules) {
    Map<String, Integer> indexes = new LinkedHashMap<>();
    rule(
        CheckReport.FAULT, "A fault that stops the rulebook from being used", true, rules, indexes);
    for (LintWarning.Kind kind : List.of(LintWarning.Kind.values())) {
      rule(kind.id(), kind.means(), kind.stops(), rules, indexes);
    }
    rule(
        CheckReport.READABLE_SECRET,
        "A secret in a file that every user of the machine may read",
        false,
        rules,
        indexes);
    return indexes;
  }

  private static void rule(
      String id, String means, boolean stops, ArrayNode rules, Map<String, Integer> indexes) {
    indexes.put(id, rules.size());
    ObjectNode rule = rules.addObject();
    rule.put("id", id);
    rule.putObject("shortDescription").put("text", means);
    rule.putObject("defaultConfiguration").put("level", level(stops));
    help(id, rule);
  }

  /** Adds the lint's page: its address for an editor, its text for a code host. */
  private static void help(String id, ObjectNode rule) {
    Path page = Installation.own("docs").resolve("lints").resolve(id + ".md");
    if (!Files.isRegularFile(page)) {
      return;
    }
    try {
      String text = Files.readString(page);
      rule.put("helpUri", page.toUri().toString());
      rule.putObject("help").put("text", text).put("markdown", text);
    } catch (IOException e) {
      // A result without its page is still a result.
    }
  }

  private static String level(boolean stops) {
    return stops ? "error" : "warning";
  }

  private static void result(CheckReport.Item item, Map<String, Integer> kinds, ObjectNode result) {
    result.put("ruleId", item.kind());
    result.put("ruleIndex", kinds.getOrDefault(item.kind(), 0));
    result.put("level", level(item.stops()));
    String path = item.fault().path() == null ? "" : item.fault().path() + ": ";
    result
        .putObject("message")
        .put("text", path + item.fault().what() + "; " + item.fault().cure());
    ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
    ObjectNode file = physical.putObject("artifactLocation");
    boolean absolute = Path.of(item.fault().document()).isAbsolute();
    file.put("uri", uri(item.fault().document(), absolute));
    if (!absolute) {
      file.put("uriBaseId", ROOT);
    }
    if (item.fault().line() > 0) {
      ObjectNode region = physical.putObject("region").put("startLine", item.fault().line());
      if (item.fault().column() > 0) {
        region.put("startColumn", item.fault().column());
      }
    }
  }

  private static String uri(String path, boolean absolute) {
    try {
      return absolute
          ? Path.of(path).toUri().toString()
          : new URI(null, null, path, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path has a URI", e);
    }
  }
}
