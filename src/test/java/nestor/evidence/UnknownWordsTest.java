package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
