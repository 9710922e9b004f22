package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** What an organisation's own names are read as, in the forms in which people write them. */
class OwnNamesTest {
  private final DocumentReader reader = new DocumentReader(ShippedRulebook.get().documents());

  @Test
  void namesAreAListOfEntries() {
    assertThat(names("names:\n  - name: crm-db\n    means: CRM\n    of: backups.system\n"))
        .containsExactly(Map.of("name", "crm-db", "means", "CRM", "of", "backups.system"));
  }

  @Test
  void namesAreAMappingFromWhatIsWrittenToWhatItMeans() {
    assertThat(
            names(
                """
                names:
                  crm-db: CRM
                  CIO/CTO: [CIO, CTO]
                  Head of IT:
                  VP Engineering: "-"
                  "03/04/2026": "2026-04-03"
                """))
        .containsExactly(
            Map.of("name", "crm-db", "means", "CRM"),
            Map.of("name", "CIO/CTO", "means", "CIO; CTO"),
            Map.of("name", "Head of IT"),
            Map.of("name", "VP Engineering"),
            Map.of("name", "03/04/2026", "means", "2026-04-03"));
  }

  private List<Map<String, Object>> names(String yaml) {
    ParseResult result =
        reader.read(new Document("acme.yaml", yaml.getBytes(StandardCharsets.UTF_8), null));
    assertThat(result).isInstanceOf(ParsedDocument.class);
    return ((ParsedDocument) result).sections().get("names").entries();
  }
}
