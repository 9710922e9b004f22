package nestor.dossier.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.Note;
import nestor.evidence.SectionContent;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Titles and topics that are nearly ones that the shipped rulebook knows. */
class NearTitlesTest {
  private static final DossierResolver RESOLVER =
      new DossierResolver(ShippedRulebook.get().vocabulary());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Head of I.T. | CIO or CTO",
        "VP Eng | CTO",
        "Head, Information Technology | CIO or CTO",
        "VP, Engineering | CTO",
        "Director of Engeneering | CTO",
        "Director, Engineering | CTO",
        "Chief Techology Officer | CTO",
        "Chief Finanical Officer | CFO",
        "Leiterin Informationstechnologie | CIO or CTO",
        "Direktor IT | CIO or CTO",
        "Responsable de la seguridad | CISO",
        "Directeur Informatque | CIO",
        "Hoofd Informatietechnologie | CIO or CTO",
        "Founder | CEO",
        "Geschäftsfürer | CEO"
      })
  void aTitleThatIsNearlyKnownIsAsked(String title, String candidates) {
    assertThat(told("executives", Map.of("role", title)))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(Note.Kind.ASKED);
              assertThat(note.place().what()).isEqualTo("'" + title + "' may be " + candidates);
            });
  }

  @ParameterizedTest
  @CsvSource({"Securty, security", "Cost reductions, cost", "Recruting, hiring"})
  void aTopicThatIsNearlyKnownIsAskedToo(String topic, String known) {
    assertThat(told("priorities", Map.of("role", "CEO", "rank", 1, "topic", topic)))
        .extracting(note -> note.place().what())
        .containsExactly("'" + topic + "' may be " + known);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Chief of Staff", "Deputy CTO", "Office Manager", "Chief Happiness Officer"})
  void aTitleOfItsOwnIsNotAskedAbout(String title) {
    assertThat(told("executives", Map.of("role", title))).isEmpty();
  }

  private static List<Note> told(String section, Map<String, Object> entry) {
    TreeMap<String, DossierSection> held = new TreeMap<>();
    held.put(
        section,
        new DossierSection(
            new SectionContent(section, List.of(entry)), new Origin("doc", Instant.EPOCH, "")));
    return RESOLVER.resolve(new Dossier("acme", held), LocalDate.of(2026, 11, 30)).all();
  }
}
