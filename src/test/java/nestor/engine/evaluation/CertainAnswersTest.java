package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Answers that are certain although data is missing, because every way to complete the data gives
 * the same one.
 */
class CertainAnswersTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-11-21");
  private static final Path CASES = Path.of("src/test/resources/logic");

  private final Rulebook rulebook = ShippedRulebook.get();
  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());

  @ParameterizedTest
  @CsvSource({
    "joined-to-what-is-absent.yaml, security/backup-unverified, recommended",
    "joined-to-what-is-absent-alone.yaml, security/backup-unverified, recommended",
    "counted-once-or-not.yaml, partnership/cross-functional, recommended",
    "either-year.yaml, delegation/invest-in-the-jockey, recommended",
    "nothing-known-of-one-request.yaml, delivery/nay-sayer, recommended",
    "critical-or-not.yaml, security/backup-unverified, clear",
    "both-or-neither.yaml, collaboration/joint-planning, clear",
    "few-know-it-or-one-knows-most.yaml, people/key-person, recommended",
    "cio-in-the-team-or-not.yaml, role-emphasis/outside-executive-team, recommended",
    "authority-over-the-cap.yaml, delegation/cto-authority, clear"
  })
  void whatEveryCompletionAnswersAlikeIsAnswered(String file, String rule, String expected)
      throws IOException {
    assertThat(answer(dossier(file), rule)).isEqualTo(expected);
  }

  @Test
  void whoElseThereIsAsksForTheListOfAll() throws IOException {
    assertThat(
            answer(
                dossier("objectives-of-every-known-role.yaml"),
                "customers/satisfaction-unmeasured"))
        .isEqualTo("not assessed, needs [executives, objectives]");
  }

  @Test
  void aReasonThatHoldsOnlyIfNothingIsMissingSaysSo() throws IOException {
    Assessment assessment =
        assessor.assess(
            dossier("few-know-it-or-one-knows-most.yaml"),
            AS_OF,
            List.of(),
            List.of("people/key-person"));
    assertThat(assessment.withheld()).isEmpty();
    assertThat(assessment.recommended().get(0).findings())
        .extracting(Finding::reason)
        .containsExactly(
            "Billing is known to 1 person only; more than 1 should know it. (That is so if nothing"
                + " more is to be said of knowledge; it is due in every other case, too.)");
  }

  private String answer(Dossier dossier, String rule) {
    Assessment assessment = assessor.assess(dossier, AS_OF, List.of(), List.of(rule));
    if (!assessment.recommended().isEmpty()) {
      return "recommended";
    }
    return assessment.clear().contains(rule)
        ? "clear"
        : "not assessed, needs " + assessment.notAssessed().get(0).needs();
  }

  private Dossier dossier(String file) throws IOException {
    ParsedDocument document =
        (ParsedDocument)
            new DocumentReader(rulebook.vocabulary())
                .read(new Document(file, Files.readAllBytes(CASES.resolve(file)), null));
    return Dossier.empty(document.organisation())
        .with(document, new Origin(file, Instant.EPOCH, ""));
  }
}
