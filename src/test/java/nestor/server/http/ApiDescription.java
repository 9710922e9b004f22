package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The description of the HTTP interface, which every answer conforms to. */
final class ApiDescription {
  private static final JsonNode DOCUMENT = new OpenApi().document();

  private ApiDescription() {}

  static void problem(HttpTestClient.Got got) throws IOException {
    assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(got.json().get("status").asInt()).isEqualTo(got.status());
    conforms(got, "/components/responses/Problem");
  }

  /** The answer is as the description says of that response. */
  static void conforms(HttpTestClient.Got got, String response) throws IOException {
    String type = got.header("Content-Type").replaceAll(";.*", "");
    assertThat(faults(response, type, got.text())).isEmpty();
  }

  /** What a body is not as the description has it at that place. */
  static List<String> faults(String response, String type, String body) throws IOException {
    JsonNode described = DOCUMENT.at(response);
    if (described.has("$ref")) {
      described = DOCUMENT.at(described.get("$ref").asText().substring(1));
    }
    JsonNode content = described.at("/content/" + type.replace("/", "~1"));
    if (content.isMissingNode()) {
      return List.of(response + " does not come as " + type);
    }
    if (!type.endsWith("json")) {
      return List.of();
    }
    com.fasterxml.jackson.databind.node.ObjectNode schema =
        ((com.fasterxml.jackson.databind.node.ObjectNode) content.get("schema")).deepCopy();
    schema.set("components", DOCUMENT.get("components"));
    List<String> faults = new ArrayList<>();
    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(JsonMapper.builder().build().readTree(body))
        .forEach(message -> faults.add(message.toString()));
    return faults;
  }
}
