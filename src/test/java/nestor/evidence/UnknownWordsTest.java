package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that neither the vocabulary nor its names know, in the place of a known value. */
class UnknownWordsTest {
  private static final String HEALTH =
      "organisation: {name: Acme, industry: healthcare, dataKinds: [personal, health], regions: ";
  private static final String UNCOVERED = "security/regulation-uncovered";

  @Test
  void aRegionThatNobodyKnowsIsAskedAndClearsNoRegulation() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.yaml", HEALTH + "[Atlantis]}\nregulations: []");
    assertThat(advised.questions())
        .singleElement()
        .asString()
        .contains("organisation.regions: 'Atlantis' is not certain");
    assertThat(advised.answers()).containsEntry(UNCOVERED, "not assessed");
  }

  @Test
  void aRegionOfItsOwnIsTakenOnceTheOrganisationSaysSo() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.yaml",
            HEALTH + "[Atlantis]}\nregulations: []",
            "acme.names.csv",
            "name,means,of\nAtlantis,AE,region\n");
    assertThat(advised.values("organisation", "regions")).containsExactly("[AE]");
    assertThat(advised.questions()).isEmpty();
  }

  @Test
  void whatMayBeAnywhereIsNotNarrowedByWhatStandsBesideIt() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.yaml", HEALTH + "[worldwide, Benelux]}\nregulations: [{name: GDPR}]");
    assertThat(advised.questions()).hasSize(2);
    assertThat(advised.answers()).containsEntry(UNCOVERED, "not assessed");
  }

  @Test
  void aWordThatIsNoChoiceIsAskedInATableAndTheOtherCellsAreTaken() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.suppliers.csv", "name,provides\nA,cloud\nB,catering\n");
    assertThat(advised.faults()).isEmpty();
    assertThat(advised.values("suppliers", "provides")).containsExactly("cloud", "catering");
    assertThat(advised.questions())
        .anyMatch(question -> question.contains("'catering' is none of the known values"));
  }

  @Test
  void anAnswerIsTakenForAWordThatIsNoChoice() {
    String suppliers = "name,provides\nA,cloud\nB,catering\n";
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.suppliers.csv",
            suppliers,
            "acme.names.csv",
            "name,means,of\ncatering,other,suppliers.provides\n");
    assertThat(advised.values("suppliers", "provides")).containsExactly("cloud", "other");
  }

  @Test
  void anAnswerThatIsNoChoiceEitherIsToldAndNotTaken() {
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme.suppliers.csv",
            "name,provides\nA,catering\n",
            "acme.names.csv",
            "name,means,of\ncatering,food,suppliers.provides\n");
    assertThat(advised.notes())
        .anyMatch(note -> note.contains("'catering' cannot stand for 'food' here"));
    assertThat(advised.questions()).isNotEmpty();
  }

  @Test
  void aWordThatIsNoChoiceIsAFaultInYaml() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.yaml", "suppliers: [{name: B, provides: catering}]");
    assertThat(advised.faults())
        .singleElement()
        .asString()
        .contains("suppliers[0].provides: 'catering' is not allowed here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme.backups.csv | System,Last run,Status;Ledger,2026-11-29,Failed;Portal,2026-11-29,OK | Failed",
        "acme.risks.csv | Risiko,Stufe,Status;Brand,hoch,geschlossen | geschlossen",
        "acme.regulations.csv | Name,Statut;RGPD,non conforme | non conforme",
        "acme.requests.csv | Date,From,Decision;2026-11-01,Sales,declined | declined"
      })
  void aStateThatTakesARowBackIsDoubtedWhereItIsNotRead(String name, String lines, String state) {
    AdvisedDocuments advised = AdvisedDocuments.of(name, lines.replace(';', '\n') + "\n");
    assertThat(advised.notes())
        .anyMatch(
            note -> note.startsWith("DOUBTED") && note.contains("'" + state + "' in the column"));
  }

  @Test
  void aStateThatIsFineIsNotDoubted() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.backups.csv", "System,Last run,Status\nA,2026-11-29,Success\n");
    assertThat(advised.notes()).noneMatch(note -> note.startsWith("DOUBTED"));
  }

  @Test
  void anAmountInAnUnnamedDollarIsDoubtedWhereNoCurrencyIsGiven() {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.executives.csv", "Role,Spending authority\nCEO,$25k\n");
    assertThat(advised.notes())
        .anyMatch(note -> note.startsWith("DOUBTED") && note.contains("'$25k' is taken as"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"€", "Euro", "eur"})
  void aCurrencyIsKnownByItsNameAndItsSign(String currency) {
    AdvisedDocuments advised =
        AdvisedDocuments.of("acme.organisation.csv", "field,value\ncurrency," + currency + "\n");
    assertThat(advised.values("organisation", "currency")).containsExactly("EUR");
  }

  @ParameterizedTest
  @CsvSource({
    "initiatives,name,Art,kind",
    "systems,name,CPU utilisation,utilisation",
    "incidents,'date,kind',Heures de confinement,hoursToContain",
    "executives,role,Freigabelimit,spendingAuthority",
    "knowledge,'system,person',Cuota,share"
  })
  void headingsOfOtherLanguagesMeetTheirFields(
      String section, String needed, String heading, String field) {
    String values = needed.equals("date,kind") ? "2026-01-01,outage" : needed;
    AdvisedDocuments advised =
        AdvisedDocuments.of(
            "acme." + section + ".csv", needed + "," + heading + "\n" + values + ",\n");
    assertThat(advised.notes())
        .anyMatch(note -> note.contains("the column '" + heading + "' read as " + field));
  }
}
