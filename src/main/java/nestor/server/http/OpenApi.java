package nestor.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import nestor.diagnostics.Version;

/**
 * OpenAPI description of the HTTP interface, with the version of this Nestor. What is served is in
 * {@link EndpointTable}.
 */
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

  /** Returns the description; not to be changed. */
  public ObjectNode document() {
    return document;
  }
}
