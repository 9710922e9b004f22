package nestor.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import nestor.evidence.SectionContent;
import nestor.evidence.Unclear;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import org.junit.jupiter.api.Test;

/** What comes back of entries that were stored. */
class EntriesJsonTest {
  private static final Section BACKUPS =
      new Section(
          "backups",
          "Backup",
          false,
          "",
          List.of(field("lastRun", FieldType.DATE), field("owners", FieldType.LIST)),
          null,
          null,
          null);

  @Test
  void whatIsUnclearStaysUnclearWithItsReadings() {
    SectionContent content =
        new SectionContent(
            "backups",
            List.of(
                Map.of(
                    "lastRun",
                    new Unclear("03/04/2026", List.of("2026-04-03", "2026-03-04"), List.of()),
                    "owners",
                    new Unclear("Head of IT", List.of(), List.of("CEO")))));
    assertThat(EntriesJson.read(BACKUPS, EntriesJson.write(content))).isEqualTo(content);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, true, "", null, List.of(), false, null, null, null);
  }
}
