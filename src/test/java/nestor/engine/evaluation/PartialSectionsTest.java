package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.assessment.Assessment;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** What a section that does not list all there is leaves open, and what it settles. */
class PartialSectionsTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);

  private static final String EXPORT =
      "practices: [{name: vulnerability-monitoring, inPlace: true}]\n";

  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());

  private Assessment assess(String yaml) {
    DocumentReader reader = new DocumentReader(ShippedRulebook.get().vocabulary());
    Document document = new Document("acme.yaml", yaml.getBytes(StandardCharsets.UTF_8), null);
    ParsedDocument read = (ParsedDocument) reader.read(document);
    Dossier dossier = Dossier.empty("acme").with(read, new Origin("acme.yaml", Instant.EPOCH, ""));
    return assessor.assess(dossier, AS_OF, List.of());
  }

  private static List<String> recommended(Assessment assessment) {
    return assessment.recommended().stream().map(one -> one.rule().metadata().id()).toList();
  }

  private static List<String> needs(Assessment assessment, String rule) {
    return assessment.notAssessed().stream()
        .filter(open -> open.rule().equals(rule))
        .flatMap(open -> open.needs().stream())
        .toList();
  }

  @Test
  void whatAPartialSectionListsIsJudgedAndNothingElseIs() {
    Assessment partial = assess("partial: [practices]\n" + EXPORT);
    assertThat(recommended(partial)).isEmpty();
    assertThat(partial.clear())
        .contains("security/monitoring")
        .doesNotContain("security/risk-assessment");
    assertThat(needs(partial, "security/risk-assessment")).containsExactly("practices");
    assertThat(recommended(assess(EXPORT))).contains("security/risk-assessment");
  }

  @Test
  void aFieldThatAnEntryOfAPartialSectionDoesNotGiveIsUnknownThoughItsAbsenceMeansNone() {
    String backups =
        """
        systems: [{name: Ledger, critical: true, storage: relational}]
        backups: [{system: Ledger, lastRun: 2026-11-29}]
        """;
    assertThat(recommended(assess(backups))).contains("security/backup-unverified");
    Assessment partial = assess("partial: [backups]\n" + backups);
    assertThat(recommended(partial)).doesNotContain("security/backup-unverified");
    assertThat(needs(partial, "security/backup-unverified"))
        .containsExactly("backups", "backups.lastRestoreTest");
    Assessment tested =
        assess("partial: [backups]\n" + backups.replace("29}", "29, lastRestoreTest: 2026-11-01}"));
    assertThat(needs(tested, "security/backup-unverified")).containsExactly("backups");
  }

  @Test
  void aPartialListOfExecutivesDoesNotSayWhoIsMissing() {
    String executives = "executives: [{role: CEO}]\n";
    Assessment complete = assess(executives);
    Assessment partial = assess("partial: [executives]\n" + executives);
    assertThat(complete.notApplicable())
        .extracting(Assessment.NotApplicable::rule)
        .contains("delegation/too-many-reports");
    assertThat(partial.clear()).doesNotContain("delegation/too-many-reports");
    assertThat(needs(partial, "delegation/too-many-reports")).contains("executives");
  }

  @Test
  void aPartialSectionOfOneEntryLeavesItsFieldsOpenAndOneThatListsNothingIsAsIfNotGiven() {
    Assessment empty = assess("partial: [practices, strategy]\npractices: []\nstrategy: {}\n");
    Assessment absent = assess("organisation: {id: acme}\n");
    assertThat(recommended(empty)).isEqualTo(recommended(absent));
    assertThat(empty.clear()).isEqualTo(absent.clear());
  }
}
