package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameTable;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import org.junit.jupiter.api.Test;

/** Other ways to write names, and the faults of the file that lists them. */
class NameFileTest {
  private static final String ROLES =
      """
      role:
        names:
          CTO: [Chief Technology Officer, Directrice technique, Technischer Geschäftsführer, C.T.O.]
          CIO:
            - Chief Information Officer
          CTO + CIO: CTIO
        ask:
          Head of IT: [CIO, CTO]
          Technical lead: []
        joined-by: [/, "&", and, ","]
        unchanged-by: [interim, group, m/w/d]
        changed-by: [deputy, to the]
      """;

  private final List<Diagnostic> faults = new ArrayList<>();

  private NameTable read(String text) {
    return NameFile.read(new TreeMap<>(java.util.Map.of(NameFile.FILE, text)), faults);
  }

  private NameTable.Meaning role(String written) {
    return read(ROLES).meaning("role", written);
  }

  @Test
  void aNameIsFoundWithoutRegardToCaseBlanksAccentsAndDots() {
    for (String written :
        List.of(
            "CTO",
            "cto",
            "  C.T.O. ",
            "chief-technology_officer",
            "DIRECTRICE TECHNIQUE",
            "Technischer Geschaeftsfuehrer",
            "Technischer Geschaftsfuhrer")) {
      assertThat(role(written)).as(written).isEqualTo(new Known(List.of("CTO")));
    }
    assertThat(role("Directrice")).isNull();
    assertThat(faults).isEmpty();
  }

  @Test
  void wordsThatQualifyATitleLeaveTheRoleAndOthersMakeAnotherOfIt() {
    assertThat(role("Interim CTO")).isEqualTo(new Known(List.of("CTO")));
    assertThat(role("CTO, Group (m/w/d)")).isEqualTo(new Known(List.of("CTO")));
    assertThat(role("Deputy CTO")).isEqualTo(new Known(List.of("Deputy CTO")));
    assertThat(role("Deputy to the CTO")).isEqualTo(new Known(List.of("Deputy to the CTO")));
    assertThat(role("CTO of Widgets")).isEqualTo(new Doubtful(List.of("CTO")));
    assertThat(role("CTO (Ada Lund)")).isEqualTo(new Doubtful(List.of("CTO")));
  }

  @Test
  void aDoubleTitleIsTwoRolesAndATitleInBracketsSaysWhatIsMeant() {
    Known both = new Known(List.of("CTO", "CIO"));
    assertThat(role("CTO/CIO")).isEqualTo(both);
    assertThat(role("CTO & Chief Information Officer")).isEqualTo(both);
    assertThat(role("CTIO")).isEqualTo(both);
    assertThat(role("Chief Technology Officer (CTO)")).isEqualTo(new Known(List.of("CTO")));
    assertThat(role("Head of IT (CIO)")).isEqualTo(new Known(List.of("CIO")));
    assertThat(role("Technical lead (CTO)")).isEqualTo(new Known(List.of("CTO")));
    assertThat(role("CTO (CIO)")).isEqualTo(new Doubtful(List.of("CTO", "CIO")));
    assertThat(role("Deputy CTO and CIO")).isEqualTo(new Doubtful(List.of("CIO")));
  }

  @Test
  void aTitleThatIsListedAsAQuestionIsDoubtfulAlsoWithinALongerOne() {
    assertThat(role("head of it")).isEqualTo(new Doubtful(List.of("CIO", "CTO")));
    assertThat(role("Interim Head of IT")).isEqualTo(new Doubtful(List.of("CIO", "CTO")));
    assertThat(role("CTO / Head of IT")).isEqualTo(new Known(List.of("CTO")));
    assertThat(role("Technical lead / CTO")).isEqualTo(new Doubtful(List.of("CTO")));
  }

  @Test
  void countriesAreFoundByCodesAndByNamesInTheLanguagesListed() {
    NameTable names =
        read("region:\n  standard: iso-3166\n  languages: [en, de]\n  names: {EU: [UE]}\n");
    assertThat(names.meaning("region", "deutschland")).isEqualTo(new Known(List.of("DE")));
    assertThat(names.meaning("region", "DEU")).isEqualTo(new Known(List.of("DE")));
    assertThat(names.meaning("region", "Allemagne")).isNull();
    assertThat(names.meaning("region", "us-ca")).isEqualTo(new Known(List.of("US-CA")));
    assertThat(names.meaning("region", "ue")).isEqualTo(new Known(List.of("EU")));
    assertThat(names.meaning("region", "de-AT")).isEqualTo(new Doubtful(List.of("AT", "DE-AT")));
    assertThat(names.meaning("region", "XX-12")).isNull();
    assertThat(faults).isEmpty();
  }

  @Test
  void anAliasThatMeansTwoThingsIsAFaultThatNamesBothPlaces() {
    read(
        """
        topic:
          names:
            security: [safety, protection]
            risk:
              - Safety
          ask:
            protection: [risk]
            risk: []
        """);
    assertThat(faults)
        .extracting(Object::toString)
        .containsExactly(
            "names.yaml:5:9: 'Safety' means risk here, and security in line 3; keep one of the two",
            "names.yaml:7:5: 'protection' means a question here, and security in line 3; keep one of the two",
            "names.yaml:8:5: 'risk' means a question here, and risk in line 4; keep one of the two");
  }

  @Test
  void keysCandidatesStandardsAndWordsThatCannotBeAreFaults() {
    read(
        """
        role:
          nams: {CTO: []}
          names: {CTO: [], CTO + CIO: [CTIO]}
          ask: {Head of IT: [CO]}
          standard: iso-3167
          languages: [en, xx]
          unchanged-by: [group]
          changed-by: [Group]
        """);
    assertThat(faults)
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "names.yaml:2:3: a kind of names has no 'nams'; did you mean 'names'?",
            "names.yaml:3:20: 'CIO' is no name of the kind role; did you mean 'CTO'?",
            "names.yaml:5:3: 'iso-3167' is no standard of names; did you mean 'iso-3166'?",
            "names.yaml:6:19: 'xx' is no code of a language; write one of ISO 639, such as en or de",
            "names.yaml:8:16: 'Group' stands in line 7 too; keep one of the two");
  }
}
