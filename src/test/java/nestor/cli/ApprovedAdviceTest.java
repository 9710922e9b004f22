package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.engine.questions.Questions;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The advice for each example, as somebody read and approved it. After a change that is meant, run
 * with {@code -Dapprove=true}, read the difference, and commit it.
 */
class ApprovedAdviceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final Path APPROVED = Path.of("src/test/resources/approved");

  @ParameterizedTest
  @ValueSource(
      strings = {"meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx", "harbour-city"})
  void theAdviceIsTheOneThatWasApproved(String example) throws IOException {
    Rulebook rulebook = ShippedRulebook.get();
    DossierFiles files =
        DossierFiles.read(List.of(Path.of("examples", example)), rulebook.documents());
    assertThat(files.faults()).isEmpty();
    assertThat(files.notes()).isEmpty();
    Dossier dossier = files.dossiers().get(0);
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    Assessment assessment = assessor.assess(dossier, DAY, List.of());
    Advisory advisory =
        AdvisoryComposer.compose(
            dossier,
            assessment,
            rulebook,
            "1",
            null,
            Questions.of(assessor, dossier, assessment, Questions.IN_AN_ADVISORY));
    String text =
        new Renderer(Path.of("rules/templates"), rulebook.catalogue()).text(advisory, false, 80);
    String advice = text.substring(0, text.lastIndexOf("Advisory " + advisory.advisory()));
    Path approved = APPROVED.resolve(example.replaceAll("\\..*", "") + ".txt");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(approved, advice);
    }
    assertThat(advice).isEqualTo(Files.readString(approved));
  }

  @Test
  void nobodyIsNamedForTheirBehaviour() {
    Rulebook rulebook = ShippedRulebook.get();
    Dossier dossier =
        DossierFiles.read(List.of(Path.of("examples/lumen-labs.yaml")), rulebook.documents())
            .dossiers()
            .get(0);
    List<String> names =
        Stream.concat(
                dossier.entries("staff").stream().map(person -> person.get("name")),
                dossier.entries("knowledge").stream().map(known -> known.get("person")))
            .map(String::valueOf)
            .distinct()
            .toList();
    assertThat(names).isNotEmpty();
    Advisory advisory =
        AdvisoryComposer.advise(
            new Assessor(ShippedRulebook.compiled()), rulebook, dossier, DAY, "1", null);
    assertThat(advisory.recommended())
        .extracting(Advisory.Recommendation::rule)
        .contains("people/disruptive-key-person");
    Renderer renderer = new Renderer(Path.of("rules/templates"), rulebook.catalogue());

    for (Format format : Format.values()) {
      if (format != Format.PDF) {
        assertThat(new String(renderer.render(advisory, format), StandardCharsets.UTF_8))
            .as(format.label())
            .doesNotContain(names);
      }
    }
    assertThat(renderer.mail(advisory, MailOccasion.FIRST).text()).doesNotContain(names);
    assertThat(renderer.mail(advisory, MailOccasion.FIRST).html()).doesNotContain(names);
  }

  @Test
  void whereEverySectionIsInOrderNothingIsRecommendedButTheStance() {
    Rulebook rulebook = ShippedRulebook.get();
    Dossier dossier =
        DossierFiles.read(
                List.of(Path.of("src/test/resources/dossiers/all-in-order.yaml")),
                rulebook.vocabulary())
            .dossiers()
            .get(0);
    assertThat(dossier.sections().keySet())
        .containsExactlyInAnyOrderElementsOf(
            rulebook.vocabulary().sections().stream().map(Section::name).toList());
    Assessment assessment =
        new Assessor(ShippedRulebook.compiled()).assess(dossier, DAY, List.of());
    assertThat(assessment.notAssessed()).isEmpty();
    assertThat(assessment.recommended())
        .extracting(recommended -> recommended.rule().metadata().id())
        .containsExactly("role-emphasis/technology-led")
        .isSubsetOf(rulebook.about().stance());
  }
}
