package nestor.evidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Builder of a tree from the tokens of a JSON or YAML parser, which keeps how numbers and yes or no
 * were written. The parser must limit the depth.
 */
final class TreeBuilder {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final JsonParser parser;
  private final boolean isYaml;

  TreeBuilder(JsonParser parser, boolean isYaml) {
    this.parser = parser;
    this.isYaml = isYaml;
  }

  /** The next tree, or null where nothing is left. */
  @Nullable JsonNode next() throws IOException {
    JsonToken token = parser.nextToken();
    return token == null ? null : node(token);
  }

  private JsonNode node(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> new NumberAsWritten(parser.getDecimalValue(), parser.getText());
      case VALUE_TRUE -> yesNo(true);
      case VALUE_FALSE -> yesNo(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.pojoNode(parser.getEmbeddedObject());
    };
  }

  private JsonNode yesNo(boolean value) throws IOException {
    return isYaml ? new YesNoAsWritten(value, parser.getText()) : BooleanNode.valueOf(value);
  }

  private JsonNode whole() throws IOException {
    Number value = parser.getNumberValue();
    String text = parser.getText();
    if (isYaml && !value.toString().equals(text)) {
      return new NumberAsWritten(parser.getDecimalValue(), text);
    }
    return value instanceof Integer small
        ? NODES.numberNode(small)
        : value instanceof Long large
            ? NODES.numberNode(large)
            : NODES.numberNode((BigInteger) value);
  }

  private JsonNode object() throws IOException {
    ObjectNode object = NODES.objectNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = parser.currentName();
      object.set(name, node(value()));
    }
    return object;
  }

  private JsonNode array() throws IOException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      array.add(node(present(token)));
    }
    return array;
  }

  private JsonToken value() throws IOException {
    return present(parser.nextToken());
  }

  private static JsonToken present(@Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new IOException("ends within a tree");
    }
    return token;
  }
}
