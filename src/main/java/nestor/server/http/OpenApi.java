package nestor.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nestor.diagnostics.Version;

/** The description of all that can be asked over HTTP. */
public final class OpenApi {
  private final ObjectNode document;

  public OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
      this.document =
          (ObjectNode) YAMLMapper.builder().build().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ((ObjectNode) document.get("info")).put("version", Version.number());
  }

  public ObjectNode document() {
    return document;
  }

  /** The methods that a path knows, separated by commas; empty for a path that is not there. */
  public String methods(String path) {
    for (Map.Entry<String, JsonNode> known : document.get("paths").properties()) {
      String pattern = "\\Q" + known.getKey().replaceAll("\\{[^}]*\\}", "\\\\E[^/]+\\\\Q") + "\\E";
      if (Pattern.matches(pattern, path)) {
        TreeSet<String> methods = new TreeSet<>();
        known
            .getValue()
            .fieldNames()
            .forEachRemaining(
                name -> {
                  if (!name.equals("parameters")) {
                    methods.add(name.toUpperCase(Locale.ROOT));
                  }
                });
        if (methods.contains("GET")) {
          methods.add("HEAD");
        }
        return String.join(", ", methods);
      }
    }
    return "";
  }
}
