package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters beyond ASCII, in whatever encoding a document comes. */
class EncodingTest {
  private static final String CSV = "system\nBuchf\u00fchrung K\u00f6ln \u2013 S\u00fcd\n";

  private static Map<String, Object> only(ParseResult result) {
    return entries(evidence(result), "backups").get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void theLettersAreReadInTheEncodingThatTheyAreIn(String charset) {
    assertThat(only(read("acme.backups.csv", CSV.getBytes(Charset.forName(charset)))))
        .containsEntry("system", "Buchf\u00fchrung K\u00f6ln \u2013 S\u00fcd");
  }

  @Test
  void windowsLettersAreDoubtedAtTheirFirstLine() {
    ParsedDocument document =
        evidence(read("acme.backups.csv", CSV.getBytes(Charset.forName("windows-1252"))));
    assertThat(document.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(Note.Kind.DOUBTED);
              assertThat(note.toString())
                  .isEqualTo(
                      "acme.backups.csv:2: holds letters that are not UTF-8; read as windows-1252;"
                          + " check them, or save it as UTF-8 (in Excel: CSV UTF-8)");
            });
  }

  @Test
  void windowsLettersAreReadInJsonAndYamlToo() {
    Charset windows = Charset.forName("windows-1252");
    assertThat(
            only(read("acme.json", "{\"backups\":[{\"system\":\"Caf\u00e9\"}]}".getBytes(windows))))
        .containsEntry("system", "Caf\u00e9");
    assertThat(only(read("acme.yaml", "backups: [{system: Caf\u00e9}]".getBytes(windows))))
        .containsEntry("system", "Caf\u00e9");
  }

  @Test
  void twoEncodingsInOneFileAreRefused() {
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.writeBytes("system\nS\u00fcd\n".getBytes(StandardCharsets.UTF_8));
    mixed.writeBytes("K\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1));
    String fault =
        "acme.backups.csv:%d: holds bytes that are not UTF-8 text; save it as UTF-8 and send it"
            + " again";
    assertThat(faults(read("acme.backups.csv", mixed.toByteArray())))
        .containsExactly(fault.formatted(3));
    mixed.reset();
    mixed.writeBytes("system\nK\u00f6ln\n".getBytes(StandardCharsets.ISO_8859_1));
    mixed.writeBytes("S\u00fcd\n".getBytes(StandardCharsets.UTF_8));
    assertThat(faults(read("acme.backups.csv", mixed.toByteArray())))
        .containsExactly(fault.formatted(2));
  }

  @Test
  void lettersOfAnotherEncodingAreNotTakenForThoseOfWindows() {
    for (String charset : new String[] {"IBM850", "x-MacRoman"}) {
      assertThat(faults(read("acme.backups.csv", CSV.getBytes(Charset.forName(charset)))))
          .as(charset)
          .containsExactly(
              "acme.backups.csv:2: holds bytes that are not UTF-8 text; save it as UTF-8 and send"
                  + " it again");
    }
  }

  @Test
  void lettersThatWentThroughAWrongEncodingAreDoubtedOnce() {
    ParsedDocument document =
        evidence(read("acme.backups.csv", "system\nK\u00c3\u00b6ln\nS\u00c3\u00bcd\n"));
    assertThat(document.warnings())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "acme.backups.csv:2: system: 'K\u00c3\u00b6ln' is 'K\u00f6ln' in a wrong encoding; taken"
                + " as it stands; export it anew as UTF-8");
    assertThat(evidence(read("acme.backups.csv", "system\nK\ufffdln\n")).warnings())
        .singleElement()
        .asString()
        .contains("'K\ufffdln' has lost a letter to a wrong encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c5ngstr\u00f6m",
        "\u00c2ge",
        "\u00e2\u00e9",
        "CAF\u00c9\u00bb",
        "\u00c3o",
        "\u00c5\u00c4\u00d6"
      })
  void soundLettersAreNotDoubted(String text) {
    assertThat(evidence(read("acme.backups.csv", "system\n" + text + "\n")).notes()).isEmpty();
  }
}
