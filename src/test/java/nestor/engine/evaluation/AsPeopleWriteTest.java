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
import nestor.evidence.Note;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** Answers of the shipped rulebook where names and dates are written as people write them. */
class AsPeopleWriteTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);

  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());

  @Test
  void aSystemInAnotherCaseIsTheSameSystem() {
    Dossier dossier =
        dossier(
            """
            systems: [{name: Ledger, critical: true, storage: relational}]
            backups: [{system: ledger, lastRun: 2026-11-29, lastRestoreTest: 2026-11-01}]
            """);
    assertThat(answers(dossier).clear())
        .contains("security/backup-missing", "security/backup-unverified");
    assertThat(told(dossier)).isEmpty();
  }

  @Test
  void aDateOfSomethingDoneThatIsStillToComeLeavesItsRulesOpen() {
    Dossier dossier =
        dossier(
            """
            systems: [{name: Ledger, critical: true, storage: relational}]
            backups: [{system: Ledger, lastRun: 2062-11-20, lastRestoreTest: 2026-11-01}]
            """);
    assertThat(answers(dossier).notAssessed())
        .filteredOn(open -> open.rule().equals("security/backup-missing"))
        .singleElement()
        .satisfies(open -> assertThat(open.needs()).containsExactly("backups.lastRun"));
    assertThat(told(dossier).get(0))
        .contains("2062-11-20 lies after the date of the advice, 2026-11-30");
  }

  @Test
  void ofTwoRowsOfOneSystemTheNewestRunCounts() {
    Dossier dossier =
        dossier(
            """
            systems: [{name: Ledger, critical: true, storage: relational}]
            backups:
              - {system: Ledger, lastRun: 2026-01-01}
              - {system: Ledger, lastRun: 2026-11-29, lastRestoreTest: 2026-11-01}
            """);
    assertThat(answers(dossier).clear()).contains("security/backup-missing");
    assertThat(told(dossier).get(0)).contains("the latest counts: lastRun 2026-11-29");
  }

  @Test
  void aSystemThatIsNearlyNamedIsAskedAndNeitherAdvisedNorCleared() {
    Dossier dossier =
        dossier(
            """
            systems: [{name: CRM, critical: true, storage: relational}]
            backups: [{system: crm-db, lastRun: 2026-11-29, lastRestoreTest: 2026-11-01}]
            """);
    assertThat(answers(dossier).notAssessed())
        .filteredOn(open -> open.rule().equals("security/backup-missing"))
        .singleElement()
        .satisfies(open -> assertThat(open.needs()).containsExactly("backups.system"));
    assertThat(told(dossier).get(0)).contains("'crm-db' is no system on record; did you mean CRM?");
    Dossier answered =
        dossier(
            """
            systems: [{name: CRM, critical: true, storage: relational}]
            backups: [{system: crm-db, lastRun: 2026-11-29, lastRestoreTest: 2026-11-01}]
            names: {crm-db: CRM}
            """);
    assertThat(answers(answered).clear()).contains("security/backup-missing");
  }

  @Test
  void titlesInFullAreTheRolesThatRulesKnow() {
    Dossier inFull =
        dossier(
            """
            executives:
              - {role: Chief Executive Officer, directReports: 14}
              - {role: Chief Technology Officer, directReports: 4, reportsTo: Chief Executive Officer}
            """);
    Dossier inShort =
        dossier(
            """
            executives:
              - {role: CEO, directReports: 14}
              - {role: CTO, directReports: 4, reportsTo: CEO}
            """);
    assertThat(answers(inFull).clear()).isEqualTo(answers(inShort).clear());
    assertThat(answers(inFull).notAssessed()).isEqualTo(answers(inShort).notAssessed());
    assertThat(told(inFull)).hasSize(2).allMatch(note -> note.contains("read as C"));
  }

  private Assessment answers(Dossier dossier) {
    return assessor.assess(dossier, AS_OF, List.of());
  }

  private List<String> told(Dossier dossier) {
    return assessor.resolution(dossier, AS_OF).all().stream().map(Note::toString).toList();
  }

  private static Dossier dossier(String yaml) {
    Document document = new Document("acme.yaml", yaml.getBytes(StandardCharsets.UTF_8), null);
    ParsedDocument read =
        (ParsedDocument) new DocumentReader(ShippedRulebook.get().documents()).read(document);
    return Dossier.empty("acme").with(read, new Origin("acme.yaml", Instant.EPOCH, ""));
  }
}
