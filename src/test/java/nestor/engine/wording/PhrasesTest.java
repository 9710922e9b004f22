package nestor.engine.wording;

import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.evaluation.Assessor;
import nestor.engine.questions.Question;
import nestor.engine.questions.Questions;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rulebook says in its own words what its rules, its vocabulary and the data leave open. */
class PhrasesTest {
  private static final String CHECKED =
      """
      rule "k/checked" META
      when
        Threshold(name == "check-days", $since : since)
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(checkedOn < $since, celsius > $limit)
      then
        advise.because("{$f.name} was checked {$f.checkedOn | ago}.");
      end
      """;

  private static final LocalDate LAST_MONTH = KitchenRulebook.TODAY.minusDays(30);

  private @TempDir Path folder;

  @Test
  void questionsAndAgesAreWordedByTheRulebook() throws IOException {
    CompiledRulebook rulebook =
        speaking("ago: \"{days} geleden\"", "day: dag", "more: \"{names} en {count}\"");
    assertThat(reason(rulebook)).isEqualTo("a was checked 30 dags geleden.");
    assertThat(question(rulebook)).isEqualTo("Tell us, of b, c, d, e en 1: its temperature.");
  }

  @Test
  void whatItDoesNotWordIsWordedAsUsual() throws IOException {
    CompiledRulebook rulebook = speaking("today: vandaag");
    assertThat(reason(rulebook)).isEqualTo("a was checked 30 days ago.");
    assertThat(question(rulebook)).isEqualTo("Tell us, of b, c, d, e and 1 more: its temperature.");
  }

  @Test
  void aValueThatLooksLikeAHoleStaysAsItIs() throws IOException {
    CompiledRulebook rulebook = speaking("question: \"{what} ({whom})\"");
    Dossier dossier =
        KitchenRulebook.dossier(
            Map.of("fridges", List.of(entry("name", "{what}", "checkedOn", LAST_MONTH))));
    assertThat(Questions.of(new Assessor(rulebook), dossier, KitchenRulebook.TODAY, 1))
        .extracting(Question::question)
        .containsExactly("its temperature ({what})");
  }

  private CompiledRulebook speaking(String... phrases) throws IOException {
    KitchenRulebook.with(folder, CHECKED);
    Path about = folder.resolve("rulebook.yaml");
    Files.writeString(
        about, Files.readString(about) + "phrases:\n  " + String.join("\n  ", phrases) + "\n");
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder);
    return loaded.rulebook().orElseThrow(() -> new AssertionError(loaded.faults()));
  }

  private static String reason(CompiledRulebook rulebook) {
    Assessment assessment =
        new Assessor(rulebook)
            .assess(
                KitchenRulebook.dossier(
                    Map.of(
                        "fridges",
                        List.of(entry("name", "a", "checkedOn", LAST_MONTH, "celsius", 8.0)))),
                KitchenRulebook.TODAY,
                List.of());
    return assessment.recommended().get(0).findings().get(0).reason();
  }

  private static String question(CompiledRulebook rulebook) {
    Dossier dossier =
        KitchenRulebook.dossier(
            Map.of(
                "fridges",
                List.of("b", "c", "d", "e", "f").stream()
                    .map(n -> entry("name", n, "checkedOn", LAST_MONTH))
                    .toList()));
    return Questions.of(new Assessor(rulebook), dossier, KitchenRulebook.TODAY, 1)
        .get(0)
        .question();
  }
}
