package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** What SARIF 2.1.0 demands of the parts that Nestor writes (OASIS, sections 3.13 to 3.30). */
final class SarifSchema {
  private static final String SCHEMA =
      """
      {
        "type": "object", "required": ["version", "runs"], "additionalProperties": false,
        "properties": {
          "$schema": {"type": "string", "format": "uri"},
          "version": {"const": "2.1.0"},
          "runs": {"type": "array", "items": {
            "type": "object", "required": ["tool", "results"], "additionalProperties": false,
            "properties": {
              "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                "type": "object", "required": ["name"],
                "properties": {
                  "name": {"type": "string", "minLength": 1},
                  "version": {"type": "string"},
                  "rules": {"type": "array", "uniqueItems": true, "items": {
                    "type": "object", "required": ["id"], "additionalProperties": false,
                    "properties": {
                      "id": {"type": "string"},
                      "shortDescription": {"$ref": "#/$defs/message"},
                      "helpUri": {"type": "string", "format": "uri"},
                      "help": {"type": "object", "required": ["text"], "additionalProperties": false,
                        "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}}},
                      "defaultConfiguration": {"type": "object",
                        "properties": {"level": {"$ref": "#/$defs/level"}}}}}}}}}},
              "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
              "results": {"type": "array", "items": {
                "type": "object", "required": ["message"], "additionalProperties": false,
                "properties": {
                  "ruleId": {"type": "string"},
                  "ruleIndex": {"type": "integer", "minimum": 0},
                  "level": {"$ref": "#/$defs/level"},
                  "message": {"$ref": "#/$defs/message"},
                  "locations": {"type": "array", "items": {
                    "type": "object", "additionalProperties": false,
                    "properties": {"physicalLocation": {
                      "type": "object", "required": ["artifactLocation"],
                      "additionalProperties": false,
                      "properties": {
                        "artifactLocation": {"type": "object", "additionalProperties": false,
                          "properties": {
                            "uri": {"type": "string", "format": "uri-reference"},
                            "uriBaseId": {"type": "string"}}},
                        "region": {"type": "object", "additionalProperties": false,
                          "properties": {
                            "startLine": {"type": "integer", "minimum": 1},
                            "startColumn": {"type": "integer", "minimum": 1}}}}}}}}}}}}}}
        },
        "$defs": {
          "level": {"enum": ["none", "note", "warning", "error"]},
          "message": {"type": "object", "required": ["text"],
            "properties": {"text": {"type": "string", "minLength": 1}}}
        }
      }
      """;

  private SarifSchema() {}

  static List<String> faults(JsonNode sarif) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(SCHEMA)
        .validate(sarif)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
