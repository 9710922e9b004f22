package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentTest {

  @ParameterizedTest
  @ValueSource(strings = {"acme.yaml", "acme.yml", "acme.YML"})
  void yamlReadsLikeJson(String name) {
    ParsedDocument document =
        evidence(
            read(
                name,
                """
                # what we know
                organisation:
                  name: Acme
                  annualRevenue: 1.50
                  employees: 12
                  asOf: 2026-11-01
                systems:
                  - name: CRM
                    critical: yes
                    workloads: [search, analytics]
                backups: []
                roadmap: {}
                time:
                practices: ~
                meetings:
                  - participants: [CEO]
                """));
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(entries(document, "organisation"))
        .containsExactly(
            Map.of(
                "name",
                "Acme",
                "annualRevenue",
                new BigDecimal("1.5"),
                "employees",
                12,
                "asOf",
                LocalDate.of(2026, 11, 1)));
    assertThat(entries(document, "systems"))
        .containsExactly(
            Map.of("name", "CRM", "critical", true, "workloads", List.of("search", "analytics")));
    assertThat(document.sections())
        .containsOnlyKeys("organisation", "systems", "backups", "roadmap", "meetings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "backups: [{system: 42}] | acme.yaml: backups[0].system: is a number where text is due; write it in quotes: \"42\"",
        "systems: [{name: a, critical: 'yes'}] | acme.yaml: systems[0].critical: is text where true or false is due; write it without quotes: true",
        "systems: [{name: no}] | acme.yaml: systems[0].name: is false where text is due; write it in quotes: \"no\"",
        "systems: [{name: a, dataGb: .nan}] | acme.yaml:1:33: '.nan' is not a number; write a number, or leave the field out",
        "systems: [{name: a, dataGb: 0100}] | acme.yaml: systems[0].dataGb: '0100' is not a decimal number in YAML; write it without the zero before it",
        "systems: [{name: a, dataGb: 0x10}] | acme.yaml: systems[0].dataGb: '0x10' is not a decimal number in YAML; write it without the zero before it",
        "systems: [{name: a, dataGb: 1:30}] | acme.yaml: systems[0].dataGb: '1:30' is not a number; "
            + FieldValueReader.PLAIN_NUMBER,
        "roadmap: {updatedOn: 2026-13-01} | acme.yaml: roadmap.updatedOn: '2026-13-01' is not a date; write YYYY-MM-DD",
        "backups: !!binary aGVsbG8= | acme.yaml: backups: is a value of no known kind where a list is due; begin each entry with a dash and a space",
        "backups: [ | acme.yaml:1:11: ends before it is complete; close every quote, bracket and brace",
        "a: b: c | acme.yaml:1:5: holds a colon where none is expected; put text that holds ': ' in quotes, and check the indentation",
        "just text | acme.yaml: is text where an object is due; write the sections as its keys, each with a colon and a space behind it, such as 'organisation: ...'",
        "# nothing | acme.yaml: is empty; send it again with its content"
      })
  void aFaultIsToldInPlainWords(String content, String fault) {
    assertThat(faults(read("acme.yaml", content))).containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "backups:\\n\\t- system: a | acme.yaml:2:1: is indented with a tab; indent with spaces",
        "backups:\\n - system: a\\n- system: b | acme.yaml:3:1: is not indented like its neighbours; align the entries of one list or object",
        "backups: []\\n---\\nroadmap: {} | acme.yaml:3: goes on after the end of the document; keep one document in a file",
        "backups: []\\nbackups: [] | acme.yaml:2:1: 'backups' stands twice in one object; keep one of them"
      })
  void aFaultBelowTheFirstLineIsToldByLine(String content, String fault) {
    assertThat(faults(read("acme.yaml", content.replace("\\n", "\n").replace("\\t", "\t"))))
        .containsExactly(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10", "010", "1_000", "0x1F", "0b101", "1e3", "1.5e10", "007", "+5", "3.0", "0.10", "yes",
        "no", "on", "Off", "TRUE", "false"
      })
  void theCureForAnUnquotedTextKeepsItAsItIsWritten(String written) {
    assertThat(faults(read("acme.yaml", "systems:\n- name: " + written + "\n")))
        .singleElement()
        .asString()
        .startsWith("acme.yaml: systems[0].name: is ")
        .endsWith(" where text is due; write it in quotes: \"" + written + "\"");
    assertThat(
            entries(
                evidence(read("acme.yaml", "systems:\n- name: \"" + written + "\"\n")), "systems"))
        .containsExactly(Map.of("name", written));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:30:00", "2026-11-20", "2026-11-20T08:15:00Z", "1.10.2", "v1.10"})
  void anUnquotedTextThatOtherReadersTakeForADateOrATimeIsItself(String written) {
    assertThat(
            entries(evidence(read("acme.yaml", "systems:\n- name: " + written + "\n")), "systems"))
        .containsExactly(Map.of("name", written));
  }

  @Test
  void anAliasIsRefusedSinceItWouldBeTakenForItsName() {
    assertThat(faults(read("acme.yaml", "backups:\n  - system: &crm CRM\n  - system: *crm\n")))
        .containsExactly("acme.yaml:3:13: *crm is an alias; write the value itself here");
  }
}
