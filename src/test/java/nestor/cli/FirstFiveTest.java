package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first five recommendations for eight organisations of different industries, stages and
 * troubles, as an adviser would give them. Each document says in its first lines what that is.
 */
class FirstFiveTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final int FIVE = 5;

  @ParameterizedTest
  @CsvSource({
    "start-up, security/backup-missing security/incident-response people/key-person role-emphasis/appoint-cto customers/unvalidated-product",
    "hospital, security/backup-unverified security/incident-response security/unpatched security/unsupported-systems security/regulation-uncovered",
    "city, security/incident-follow-up security/client-trust delivery/promise-due customers/unvalidated-product security/risk-untreated",
    "mine, security/backup-missing partnership/public-overruling people/key-person security/unsupported-systems people/attrition",
    "bank, security/data-theft-api security/client-trust security/unsupported-systems people/key-person partnership/diverging-priorities",
    "scale-up, people/disruptive-key-person people/key-person delivery/promise-due customers/unvalidated-product delivery/sales-overcommitment",
    "retailer, security/regulation-uncovered security/secret-leak security/incident-response security/staff-awareness security/risk-assessment",
    "manufacturer, security/unpatched technology/no-headroom people/key-person security/regulation-uncovered suppliers/unreliable-delivery"
  })
  void theFirstFiveAreThoseOfAnAdviser(String organisation, String rules) {
    Rulebook rulebook = ShippedRulebook.get();
    Dossier dossier =
        DossierFiles.read(
                List.of(Path.of("src/test/resources/advisers-first-five", organisation + ".yaml")),
                rulebook.vocabulary())
            .dossiers()
            .get(0);
    Advisory advisory =
        AdvisoryComposer.advise(
            new Assessor(ShippedRulebook.compiled()), rulebook, dossier, DAY, "1", null);
    assertThat(advisory.recommended())
        .extracting(Advisory.Recommendation::rule)
        .filteredOn(rule -> !rulebook.about().stance().contains(rule))
        .startsWith(rules.split(" "))
        .hasSizeGreaterThanOrEqualTo(FIVE);
  }
}
