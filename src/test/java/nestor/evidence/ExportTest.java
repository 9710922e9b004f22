package nestor.evidence;

import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that other programs wrote, by the exports of the shipped rulebook. */
class ExportTest {
  private static final DocumentReader READER =
      new DocumentReader(ShippedRulebook.get().documents());

  private static ParseResult read(String name, String content) {
    return READER.read(new Document(name, utf8(content.replace('\'', '"')), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a list of Borg archives | backups | {'archives': [{'name': 'a'}], 'encryption': {'mode': 'r'}, 'repository': {'id': 'r'}}",
        "a list of restic snapshots | backups | [{'time': 't', 'paths': ['/'], 'hostname': 'h', 'short_id': 'aa'}]",
        "what pgBackRest says of its backups | backups | [{'backup': [{'label': 'l'}], 'name': 'ledger', 'status': {'code': 0}}]",
        "a CycloneDX SBOM | systems | {'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': []}",
        "an SPDX SBOM | systems | {'spdxVersion': 'SPDX-2.3', 'SPDXID': 'SPDXRef-DOCUMENT', 'packages': []}",
        "a list of versions from endoflife.date | systems | [{'cycle': '16', 'eol': '2028-11-09', 'lts': false}]",
        "a list of GitHub issues | projects | [{'number': 1, 'title': 'x', 'state': 'open', 'labels': []}]",
        "an OpenAPI description | apis | {'openapi': '3.1.0', 'info': {'title': 'x'}, 'paths': {}}",
        "an OpenSSF Scorecard | practices | {'date': 'd', 'scorecard': {'version': 'v5'}, 'checks': []}",
        "a list of incidents of a Statuspage | incidents | {'page': {'id': 'p'}, 'incidents': [{'id': 'i', 'date': 1}]}",
        "a SARIF report of findings | risks | {'version': '2.1.0', 'runs': [{'tool': {'driver': {'name': 'x'}}}]}",
        "a Trivy report of vulnerabilities | risks | {'SchemaVersion': 2, 'ArtifactName': 'a', 'ArtifactType': 'container_image'}",
        "a Grype report of vulnerabilities | risks | {'matches': [], 'source': {}, 'descriptor': {}}",
        "a list of GitLab issues | projects | [{'iid': 1, 'project_id': 2, 'title': 'x', 'state': 'opened', 'labels': []}]",
        "a list of Dependabot alerts | risks | [{'number': 1, 'security_advisory': {}, 'security_vulnerability': {}, 'state': 'open'}]",
        "a Trello board | projects | {'name': 'x', 'cards': [], 'lists': [], 'idOrganization': 'o'}",
        "a list of objects of Kubernetes | systems | {'apiVersion': 'v1', 'kind': 'PodList', 'items': []}",
        "what Docker says of containers | systems | [{'Id': 'x', 'Config': {}, 'HostConfig': {}}]",
        "a Terraform state | systems | {'format_version': '1.0', 'terraform_version': '1.9', 'values': {}}",
        "an answer of the Prometheus API | systems | {'status': 'success', 'data': {'resultType': 'vector', 'result': []}}",
        "a list of PagerDuty incidents | incidents | {'incidents': [{'incident_number': 1, 'urgency': 'high'}], 'limit': 25}",
        "a list of findings of AWS Security Hub | risks | {'Findings': [{'ProductArn': 'arn'}]}",
        "a list of Microsoft Entra users | staff | {'value': [{'userPrincipalName': 'a@b.example'}]}",
        "a package.json of npm | systems | {'name': 'x', 'version': '1', 'dependencies': {}}"
      })
  void aTreeOfAnotherProgramIsNamedForWhatItIs(String what, String section, String content) {
    for (String name : new String[] {"acme.json", "acme.yaml", "acme." + section + ".json"}) {
      assertThat(faults(read(name, content)))
          .as(name)
          .singleElement()
          .asString()
          .startsWith(
              name
                  + ": is "
                  + what
                  + ", which is not read yet; it would give "
                  + section
                  + "; write what it says as {\""
                  + section
                  + "\": [{")
          .endsWith("}]} in acme.json");
    }
  }

  @Test
  void aTableOfAnotherProgramThatHasAllASectionNeedsIsReadAsIt() {
    assertThat(
            read(
                "acme.projects.csv",
                "Issue key,Summary,Due Date,Sprint,Sprint\nORB-1,Ledger move,2027-01-28,S53,S54\n"))
        .isInstanceOfSatisfying(
            ParsedDocument.class,
            document ->
                assertThat(document.sections().get("projects").entries())
                    .containsExactly(
                        Map.of("name", "Ledger move", "due", LocalDate.of(2027, 1, 28))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a list of Jira issues | projects | Issue key,Summary,Status,Created,Sprint,Sprint",
        "a list of Linear issues | projects | ID,Team,Title,Description,Status,Estimate,Priority",
        "a list of Asana tasks | projects | Task ID,Created At,Completed At,Name,Section/Column",
        "a list of recommendations of Azure Advisor | risks | Category,Business Impact,Recommendation,Resource Name",
        "a list of Okta users | staff | id,status,login,firstName,lastName",
        "a list of Google Workspace users | staff | First Name [Required],Last Name [Required],Email Address [Required]",
        "a ServiceNow list of incidents | incidents | Number,Short description,Caller,Priority,State",
        "a Veeam report of job sessions | backups | Job Name,Session Type,Status,Start Time,End Time"
      })
  void aTableOfAnotherProgramIsNamedForWhatItIs(String what, String section, String header) {
    String name = "acme." + section + ".csv";
    assertThat(
            faults(read(name, header + "\n" + "x,".repeat(header.split(",").length - 1) + "x\n")))
        .singleElement()
        .asString()
        .startsWith(name + ": is " + what + ", which is not read yet; it would give " + section);
    assertThat(faults(read("export.csv", header + "\n")))
        .singleElement()
        .asString()
        .startsWith("export.csv: is " + what)
        .endsWith("in <organisation>.json");
  }

  @Test
  void theFirstOfSeveralDocumentsInOneFileTellsWhatItIs() {
    assertThat(
            faults(
                read(
                    "acme.yaml",
                    """
                    apiVersion: backstage.io/v1alpha1
                    kind: Component
                    metadata: {name: ledger}
                    spec: {type: service, mode: 0755}
                    ---
                    apiVersion: backstage.io/v1alpha1
                    kind: API
                    """)))
        .containsExactly(
            "acme.yaml: is an entity of a Backstage catalogue, which is not read yet; it would give"
                + " systems; write what it says as {\"systems\": [{\"name\": ...}]} in acme.json");
  }

  @Test
  void whatSaysNothingOfAnOrganisationIsToldSo() {
    assertThat(faults(read("acme.json", "{'type': 'FeatureCollection', 'features': []}")))
        .containsExactly(
            "acme.json: is a GeoJSON map, which says nothing of an organisation that is read here;"
                + " send what an organisation says of itself");
  }

  @Test
  void aDocumentOfOnesOwnIsNeverTakenForAnExport() {
    assertThat(
            evidence(read("acme.json", "{'incidents': [{'date': '2026-11-01', 'kind': 'other'}]}"))
                .sections())
        .containsOnlyKeys("incidents");
    assertThat(evidence(read("acme.systems.json", "[{'name': 'Ledger'}]")).sections())
        .containsOnlyKeys("systems");
  }
}
