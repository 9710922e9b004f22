package nestor.evidence;

import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.jsonFaults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no JSON, or says one thing twice, is reported by its place in plain words. */
class BrokenJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | acme.json: is a list where an object is due; write the sections as its keys, such as {\"organisation\": ...}",
        "null | acme.json: is null where an object is due; write the sections as its keys, such as {\"organisation\": ...}",
        "{'backups': [} | acme.json:1:14: '}' is not expected here; remove the comma before it, or close what is still open",
        "{'backups': [],} | acme.json:1:16: '}' is not expected here; remove the comma before it, or close what is still open",
        "{'backups': [] | acme.json:1:15: ends before it is complete; close every quote, bracket and brace, or send the whole file again",
        "{'backups': none} | acme.json:1:13: 'none' is not a value; put text in double quotes; the bare words are true, false and null",
        "{'backups': NaN} | acme.json:1:16: 'NaN' is not a number; write a number, or leave the field out",
        "{'backups': 007} | acme.json:1:14: holds a number that begins with 0; remove the zeros before it",
        "{'a': '\\x'} | acme.json:1:9: '\\x' is not an escape that JSON knows; write \\\\ for a backslash",
        "{ // why | acme.json:1:3: '/' is not expected here; remove the comment: JSON has none",
        "{} {} | acme.json:1: goes on after the end of the document; keep one document in a file"
      })
  void brokenJsonIsToldByLineAndColumnInPlainWords(String content, String fault) {
    assertThat(jsonFaults(content)).containsExactly(fault);
  }

  @Test
  void everyNameThatStandsTwiceIsToldWithItsLine() {
    assertThat(jsonFaults("{'backups': [],\n'backups': [],\n'roadmap': {'years': 1,\n'years': 2}}"))
        .containsExactly(
            "acme.json:2:1: 'backups' stands twice in one object; keep one of them",
            "acme.json:4:1: 'years' stands twice in one object; keep one of them");
  }

  @Test
  void ofVeryManyFaultsOfAKindThreeAreToldAndTheRestCounted() {
    assertThat(jsonFaults("{'backups': [" + "{},".repeat(79) + "{}]}"))
        .hasSize(3)
        .last()
        .isEqualTo(
            "acme.json: backups[2].system: is missing, and 77 more like this; give it a value:"
                + " every entry of backups needs it");
  }

  @Test
  void ofVeryManyFaultsFiftyAreToldAndTheRestCounted() {
    StringBuilder unknown = new StringBuilder();
    for (int i = 0; i < 80; i++) {
      unknown.append("'unknown").append(i).append("': 1,");
    }
    List<String> faults = jsonFaults("{'backups': [{" + unknown + "'system': 'CRM'}]}");
    assertThat(faults).hasSize(51);
    assertThat(faults.get(50))
        .isEqualTo(
            "acme.json: holds 30 more faults; mend the ones above first, then send it again");
  }

  @Test
  void everyFaultIsOneLine() {
    String long1 = "evil\\n\\u2028name" + "x".repeat(500);
    assertThat(
            faults(
                read(
                    "ac\nme.json",
                    "{\"" + long1 + "\": 1, \"roadmap\": {\"updatedOn\": \"" + long1 + "\"}}")))
        .hasSize(3)
        .allSatisfy(fault -> assertThat(fault).doesNotContain("\n", "\u2028").hasSizeLessThan(300));
  }
}
