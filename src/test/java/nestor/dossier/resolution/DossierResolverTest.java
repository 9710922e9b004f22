package nestor.dossier.resolution;

import static nestor.dossier.resolution.SampleDossiers.date;
import static nestor.dossier.resolution.SampleDossiers.dossier;
import static nestor.dossier.resolution.SampleDossiers.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.evidence.Note;
import nestor.evidence.Unclear;
import org.junit.jupiter.api.Test;

/** What a dossier is taken for: names, references, answers, and what makes no sense. */
class DossierResolverTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 30);

  private final DossierResolver resolver = new DossierResolver(SampleDossiers.vocabulary());

  @Test
  void aDossierInTheVocabularysOwnWordsIsGivenBackAsItIs() {
    Dossier dossier =
        dossier(
            Map.of(
                "chefs", List.of(entry("role", "CHEF", "name", "Ann")),
                "ovens", List.of(entry("name", "Big")),
                "cleanings", List.of(entry("oven", "Big", "doneOn", date("2026-11-20")))));
    Resolution resolution = resolver.resolve(dossier, AS_OF);
    assertThat(resolution.dossier()).isSameAs(dossier);
    assertThat(resolution.all()).isEmpty();
  }

  @Test
  void aTitleInFullIsReadAsTheRoleAndTold() {
    Resolution resolution =
        resolve(Map.of("chefs", List.of(entry("role", "Head Chef"), entry("role", "head-chef"))));
    assertThat(resolution.dossier().entries("chefs").get(0)).containsEntry("role", "CHEF");
    assertThat(told(resolution)).contains("doc: chefs[0].role: 'Head Chef' read as CHEF");
  }

  @Test
  void caseAndBlanksAloneAreReadWithoutAWord() {
    Resolution resolution =
        resolve(
            Map.of(
                "ovens", List.of(entry("name", "Big Oven")),
                "cleanings", List.of(entry("oven", "big_oven")),
                "chefs", List.of(entry("role", "chef"))));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(Map.of("oven", "Big Oven"));
    assertThat(resolution.dossier().entries("chefs")).containsExactly(Map.of("role", "CHEF"));
    assertThat(resolution.all()).isEmpty();
  }

  @Test
  void aDoubleTitleIsTwoRolesOfOnePerson() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs",
                    List.of(entry("role", "Chef/Waiter", "name", "Ann"), entry("role", "HOST")),
                "talks", List.of(entry("people", List.of("Chef/Waiter", "HOST")))));
    assertThat(resolution.dossier().entries("chefs"))
        .containsExactly(
            entry("role", "CHEF", "name", "Ann"),
            entry("role", "HOST"),
            entry("role", "WAITER", "name", "Ann"));
    assertThat(resolution.dossier().sections().get("chefs").number(2)).isZero();
    assertThat(resolution.dossier().entries("talks"))
        .containsExactly(entry("people", List.of("CHEF", "WAITER", "HOST")));
    assertThat(told(resolution))
        .contains("doc: chefs[0].role: 'Chef/Waiter' read as CHEF and WAITER");
  }

  @Test
  void aRoleThatIsRelatedToItselfIsTold() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs",
                List.of(
                    entry("role", "CHEF", "learnsFrom", "Head Chef"),
                    entry("role", "HOST", "learnsFrom", "CHEF"),
                    entry("role", "COOK", "name", "COOK"))));
    assertThat(told(resolution))
        .contains(
            "doc: chefs[0].learnsFrom: 'CHEF' refers to itself; write another role,"
                + " or leave it out")
        .hasSize(2);
  }

  @Test
  void aTitleThatIsNotCertainIsAskedAndCountsAsUnclear() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs", List.of(entry("role", "Kitchen lead")),
                "talks", List.of(entry("people", List.of("HOST", "kitchen lead")))));
    assertThat(resolution.dossier().entries("chefs"))
        .containsExactly(
            entry("role", new Unclear("Kitchen lead", List.of("CHEF", "COOK"), List.of())));
    assertThat(resolution.dossier().entries("talks"))
        .containsExactly(
            entry("people", new Unclear("kitchen lead", List.of("CHEF", "COOK"), List.of("HOST"))));
    assertThat(resolution.questions()).hasSize(2);
    assertThat(told(resolution))
        .contains("doc: chefs[0].role: 'Kitchen lead' may be CHEF or COOK; say so in `names`");
  }

  @Test
  void theOrganisationsOwnNamesAnswerFirst() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs", List.of(entry("role", "Kitchen Lead")),
                "talks", List.of(entry("people", List.of("Twin"))),
                "ovens", List.of(entry("name", "Big")),
                "cleanings", List.of(entry("oven", "host7")),
                "names",
                    List.of(
                        entry("name", "kitchen lead", "means", "Head Chef", "of", "role"),
                        entry("name", "twin", "means", "CHEF; HOST"),
                        entry("name", "host7", "means", "big", "of", "cleanings.oven"))));
    assertThat(resolution.dossier().entries("chefs")).containsExactly(Map.of("role", "CHEF"));
    assertThat(resolution.dossier().entries("talks"))
        .containsExactly(Map.of("people", List.of("CHEF", "HOST")));
    assertThat(resolution.dossier().entries("cleanings")).containsExactly(Map.of("oven", "Big"));
    assertThat(resolution.questions()).isEmpty();
  }

  @Test
  void aNameThatIsNoneOfThemStaysAndIsAskedNoMore() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs", List.of(entry("role", "Kitchen Lead")),
                "ovens", List.of(entry("name", "Big")),
                "cleanings", List.of(entry("oven", "big-prod")),
                "names",
                    List.of(
                        entry("name", "kitchen lead", "means", "-"), entry("name", "big-prod"))));
    assertThat(resolution.dossier().entries("chefs"))
        .containsExactly(Map.of("role", "Kitchen Lead"));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(Map.of("oven", "big-prod"));
    assertThat(resolution.all()).isEmpty();
  }

  @Test
  void aReferenceThatNearlyMeetsIsAsked() {
    for (String near : List.of("big-db", "big01", "BIG.example.org", "prod-big", "Bigg", "Bgi")) {
      Resolution resolution =
          resolve(
              Map.of(
                  "ovens", List.of(entry("name", "Big"), entry("name", "Other")),
                  "cleanings", List.of(entry("oven", near))));
      assertThat(resolution.dossier().entries("cleanings"))
          .as(near)
          .containsExactly(entry("oven", new Unclear(near, List.of("Big"), List.of())));
      assertThat(told(resolution).get(0))
          .startsWith(
              "doc: cleanings[0].oven: '" + near + "' is no oven on record; did you mean Big?");
    }
  }

  @Test
  void aReferenceThatMeetsNothingIsToldAndStays() {
    Resolution resolution =
        resolve(
            Map.of(
                "ovens", List.of(entry("name", "Big")),
                "cleanings", List.of(entry("oven", "Elsewhere"))));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(entry("oven", "Elsewhere"));
    assertThat(resolution.notes()).extracting(Note::kind).containsExactly(Note.Kind.DOUBTED);
    assertThat(resolve(Map.of("cleanings", List.of(entry("oven", "Elsewhere")))).all()).isEmpty();
  }

  @Test
  void severalSpellingsOfOneNameBecomeOne() {
    Resolution resolution =
        resolve(
            Map.of(
                "cleanings",
                List.of(entry("oven", "BIG"), entry("oven", "big"), entry("oven", "big"))));
    assertThat(resolution.dossier().entries("cleanings"))
        .allSatisfy(entry -> assertThat(entry).containsEntry("oven", "big"));
  }

  @Test
  void aDateOfSomethingDoneThatIsStillToComeCountsAsUnknown() {
    Resolution resolution =
        resolve(Map.of("cleanings", List.of(entry("oven", "Big", "doneOn", date("2062-11-20")))));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(
            entry("oven", "Big", "doneOn", new Unclear("2062-11-20", List.of(), List.of())));
    assertThat(told(resolution).get(0))
        .startsWith(
            "doc: cleanings[0].doneOn: 2062-11-20 lies after the date of the advice, 2026-11-30;"
                + " it counts as unknown");
  }

  @Test
  void whatReadingLeftUnclearIsAskedUntilNamesAnswerIt() {
    Unclear unclear = new Unclear("03/04/2026", List.of("2026-04-03", "2026-03-04"), List.of());
    Map<String, Object> cleaning = entry("oven", "Big", "doneOn", unclear);
    Resolution open = resolve(Map.of("cleanings", List.of(cleaning)));
    assertThat(open.notes()).isEmpty();
    assertThat(open.questions().get(0).toString())
        .startsWith("doc: cleanings[0].doneOn: '03/04/2026' is 2026-04-03 or 2026-03-04");
    Resolution answered =
        resolve(
            Map.of(
                "cleanings", List.of(cleaning),
                "names",
                    List.of(
                        entry(
                            "name",
                            "03/04/2026",
                            "means",
                            "2026-04-03",
                            "of",
                            "cleanings.doneOn"))));
    assertThat(answered.dossier().entries("cleanings"))
        .containsExactly(entry("oven", "Big", "doneOn", date("2026-04-03")));
    assertThat(answered.all()).isEmpty();
  }

  @Test
  void ofTwoDaysTheOneStillToComeIsNoneOfSomethingDone() {
    Unclear unclear = new Unclear("12/03/2026", List.of("2026-12-03", "2026-03-12"), List.of());
    Resolution resolution =
        resolve(Map.of("cleanings", List.of(entry("oven", "Big", "doneOn", unclear))));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(entry("oven", "Big", "doneOn", date("2026-03-12")));
    assertThat(told(resolution).get(0)).contains("'12/03/2026' read as 2026-03-12");
  }

  @Test
  void ofTheSameThingTwiceTheLatestRunCounts() {
    Resolution resolution =
        resolve(
            Map.of(
                "cleanings",
                List.of(
                    entry("oven", "Big", "doneOn", date("2026-01-05")),
                    entry("oven", "Small", "doneOn", date("2026-01-06")),
                    entry("oven", "big", "doneOn", date("2026-11-05"), "by", "Ann"))));
    assertThat(resolution.dossier().entries("cleanings"))
        .containsExactly(
            entry("oven", "Small", "doneOn", date("2026-01-06")),
            entry("oven", "Big", "doneOn", date("2026-11-05"), "by", "Ann"));
    assertThat(resolution.dossier().sections().get("cleanings").number(1)).isEqualTo(2);
    assertThat(told(resolution))
        .containsExactly(
            "doc: cleanings[2]: Big stands here several times, in cleanings[0], cleanings[2];"
                + " the latest counts: doneOn 2026-11-05; keep one of them");
  }

  @Test
  void aSecondHolderOfOneRoleIsToldAndBothStay() {
    Resolution resolution =
        resolve(
            Map.of(
                "chefs",
                List.of(
                    entry("role", "CHEF", "name", "Ann"), entry("role", "chef", "name", "Bob"))));
    assertThat(resolution.dossier().entries("chefs")).hasSize(2);
    assertThat(told(resolution).get(0))
        .contains(
            "CHEF stands here several times, in chefs[0], chefs[1], as Ann and Bob; all of them count");
  }

  @Test
  void whatIsResolvedResolvesToItself() {
    Resolution once =
        resolve(
            Map.of(
                "chefs",
                    List.of(
                        entry("role", "Chef/Waiter", "name", "Ann"), entry("role", "Kitchen lead")),
                "ovens", List.of(entry("name", "Big")),
                "cleanings",
                    List.of(
                        entry("oven", "big-db", "doneOn", date("2062-01-01")),
                        entry("oven", "BIG", "doneOn", date("2026-01-01")),
                        entry("oven", "Big", "doneOn", date("2026-02-01")))));
    assertThat(resolver.resolve(once.dossier(), AS_OF).dossier()).isSameAs(once.dossier());
  }

  @Test
  void sharesOfOneWholeOverOneAreTold() {
    Resolution resolution =
        resolve(
            Map.of(
                "hours",
                List.of(
                    entry("role", "chef", "share", new java.math.BigDecimal("0.7")),
                    entry("role", "CHEF", "share", new java.math.BigDecimal("0.6")))));
    assertThat(told(resolution).get(0)).contains("the share of CHEF adds up to 1.3");
  }

  private Resolution resolve(Map<String, List<Map<String, Object>>> sections) {
    return resolver.resolve(dossier(sections), AS_OF);
  }

  private static List<String> told(Resolution resolution) {
    return resolution.all().stream().map(Note::toString).toList();
  }
}
