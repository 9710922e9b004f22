package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Export;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportFilesTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(
              new Section("backups", "Backup", false, "", List.of(), null, null, null),
              new Section("systems", "System", false, "", List.of(), null, null, null)));

  private final List<Diagnostic> faults = new ArrayList<>();

  private List<Export> read(String file, String text) {
    return ExportFiles.in(VOCABULARY, new TreeMap<>(Map.of(file, text, "x.yaml", "a: b")), faults)
        .exports();
  }

  @Test
  void anExportIsDescribedByItsSigns() {
    List<Export> exports =
        read(
            "exports/backups.yaml",
            """
            restic:
              name: a list of restic snapshots
              describes: restic snapshots --json
              format: tree
              recognised-by:
                has: ["[].short_id"]
                where: {"[].program": "restic *"}
              gives: backups
            contacts:
              name: a list of contacts
              describes: an address book
              format: table
              recognised-by: {columns: [First Name, E-mail]}
            """);
    assertThat(faults).isEmpty();
    assertThat(exports)
        .containsExactly(
            new Export(
                "restic",
                "a list of restic snapshots",
                "restic snapshots --json",
                Export.Format.TREE,
                List.of("[].short_id"),
                Map.of("[].program", "restic *"),
                List.of(),
                "backups"),
            new Export(
                "contacts",
                "a list of contacts",
                "an address book",
                Export.Format.TABLE,
                List.of(),
                Map.of(),
                List.of("First Name", "E-mail"),
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: n, describes: d, format: tree | says nothing by which a tree is recognised; write has:",
        "name: n, describes: d, format: table, recognised-by: {has: [a]} | says nothing by which a table is recognised; write columns:",
        "name: n, describes: d, format: json, recognised-by: {has: [a]} | 'json' is no format; write format: tree for JSON and YAML",
        "describes: d, format: tree, recognised-by: {has: [a]} | 'name' is missing; write name:",
        "name: n, describes: d, format: tree, recognised-by: {has: [a]}, gives: backup | 'backup' is no section; did you mean 'backups'?",
        "name: n, describes: d, format: tree, recognised-by: {has: [a..b]} | 'a..b' is no path; write names with dots",
        "name: n, describes: d, format: tree, recognised-by: {hass: [a]} | an export has no 'hass'; did you mean 'has'?",
        "nam: n, name: n, describes: d, format: tree, recognised-by: {has: [a]} | an export has no 'nam'; did you mean 'name'?"
      })
  void aFaultIsToldWithItsCure(String text, String fault) {
    assertThat(read("exports/a.yaml", "x: {" + text + "}\n")).isEmpty();
    assertThat(faults).extracting(Diagnostic::toString).anyMatch(f -> f.contains(fault));
  }

  @Test
  void twoExportsCannotBeRecognisedByTheSame() {
    String one = ": {name: n, describes: d, format: tree, recognised-by: {has: [b, a]}}\n";
    read("exports/a.yaml", "x" + one + "y" + one.replace("b, a", "a, b"));
    assertThat(faults)
        .hasToString(
            "[exports/a.yaml:2:1: y is recognised by the same as x in exports/a.yaml; add what only"
                + " one of them has]");
  }

  @Test
  void aFileOfAnotherKindIsNoDescription() {
    read("exports/notes/a.yaml", "x: y");
    assertThat(faults)
        .hasToString(
            "[exports/notes/a.yaml: is no name of a file that describes exports; name it"
                + " exports/subject.yaml, with letters, digits and hyphens]");
  }
}
