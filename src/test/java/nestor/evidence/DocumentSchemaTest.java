package nestor.evidence;

import static nestor.evidence.Samples.READER;
import static nestor.evidence.Samples.VOCABULARY;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SpecVersion;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentSchemaTest {
  private static final ObjectNode TREE = DocumentSchema.of(VOCABULARY);
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TREE);

  private static boolean schemaAccepts(String document) {
    return SCHEMA
        .validate(
            document,
            InputFormat.JSON,
            execution -> execution.getExecutionConfig().setFormatAssertionsEnabled(true))
        .isEmpty();
  }

  private static ParseResult read(String document) {
    return READER.read(new Document("acme.json", utf8(document), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'$schema': 'x'}",
        "{'backups': [], 'roadmap': {}, 'systems': null, 'organisation': null}",
        "{'organisation': {'id': 'acme', 'name': 'Acme', 'currency': 'EUR', 'industry': 'retail'}}",
        "{'organisation': {'id': null, 'employees': 3.0, 'annualRevenue': -1.5, 'industry': null}}",
        "{'backups': [{'system': 'CRM', 'lastRun': '2026-11-01', 'lastRestoreTest': null}]}",
        "{'backups': [{'system': 'CRM', 'lastRun': '2024-02-29'}]}",
        "{'systems': [{'name': 'a', 'critical': true, 'dataGb': 1e3, 'workloads': ['search']}]}",
        "{'systems': [{'name': 'a', 'workloads': []}]}",
        "{'practices': [{'name': 'something new', 'owners': ['CEO']}]}",
        "{'time': [{'role': 'CTO', 'share': 0, 'score': 1}, {'role': 'CTO', 'share': 1, 'score': 5}]}",
        "{'meetings': [{'participants': ['CEO']}]}",
        "{'roadmap': {'updatedOn': '1900-01-01', 'years': 0}}",
        "{'roadmap': {'updatedOn': '2200-12-31'}}"
      })
  void schemaAndReaderAcceptTheSame(String document) {
    String json = document.replace('\'', '"');
    assertThat(read(json)).isInstanceOf(ParsedDocument.class);
    assertThat(schemaAccepts(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{'backup': []}",
        "{'backups': {}}",
        "{'backups': [null]}",
        "{'backups': ['CRM']}",
        "{'backups': [{}]}",
        "{'backups': [{'system': null}]}",
        "{'backups': [{'system': ' '}]}",
        "{'backups': [{'system': 42}]}",
        "{'backups': [{'system': 'CRM', 'colour': 'red'}]}",
        "{'backups': [{'system': 'CRM', 'lastRun': '2026-02-30'}]}",
        "{'backups': [{'system': 'CRM', 'lastRun': '1899-12-31'}]}",
        "{'backups': [{'system': 'CRM', 'lastRun': '2201-01-01'}]}",
        "{'backups': [{'system': 'CRM', 'lastRun': 2026}]}",
        "{'roadmap': []}",
        "{'roadmap': {'years': '3'}}",
        "{'roadmap': {'agreedWith': [1]}}",
        "{'roadmap': {'agreedWith': [null]}}",
        "{'roadmap': {'agreedWith': ['']}}",
        "{'organisation': {'id': 'ACME'}}",
        "{'organisation': {'currency': 'Taler'}}",
        "{'organisation': {'industry': 'bankng'}}",
        "{'organisation': {'employees': -1}}",
        "{'organisation': {'employees': 1.5}}",
        "{'organisation': {'employees': 3000000000}}",
        "{'organisation': {'annualRevenue': 1e300}}",
        "{'systems': [{'name': 'a', 'critical': 'yes'}]}",
        "{'systems': [{'name': 'a', 'workloads': ['other']}]}",
        "{'time': [{'role': 'CTO', 'share': 1.01}]}",
        "{'time': [{'role': 'CTO', 'share': 1, 'score': 0}]}",
        "{'time': [{'role': 'CTO'}]}",
        "{'meetings': [{'participants': []}]}"
      })
  void schemaAndReaderRefuseTheSame(String document) {
    String json = document.replace('\'', '"');
    assertThat(read(json)).isInstanceOf(Rejection.class);
    assertThat(schemaAccepts(json)).isFalse();
  }

  @Test
  void theSchemaIsItselfSound() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(com.networknt.schema.SchemaLocation.of(SchemaId.V202012));
    assertThat(meta.validate(TREE)).isEmpty();
  }

  @Test
  void whatTheVocabularySaysOfAFieldIsInTheSchema() {
    JsonNode share = TREE.at("/properties/time/items/properties/score");
    assertThat(share.get("description").asText()).isEqualTo("The score (share). Absent: not known");
    JsonNode inPlace = TREE.at("/properties/practices/items/properties/inPlace");
    assertThat(inPlace.get("default").booleanValue()).isTrue();
    assertThat(inPlace.get("description").asText()).isEqualTo("Whether it is done. Absent: true");
    assertThat(TREE.at("/properties/backups/description").asText()).isEqualTo("The backups");
    assertThat(TREE.at("/properties/practices/items/properties/name/examples"))
        .extracting(JsonNode::asText)
        .containsExactly("incident-response-plan", "risk-assessment");
  }

  @Test
  void theHeadingsThatTablesMayHaveAreInTheSchema() {
    JsonNode schema = DocumentSchema.of(ShippedRulebook.get().documents());
    assertThat(schema.at("/properties/backups/items/properties/lastRun/x-headings"))
        .extracting(JsonNode::asText)
        .contains("last backup", "letzte Sicherung");
  }
}
