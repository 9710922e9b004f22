package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A count that is missing, and is compared with a number that is not whole. */
class CountBesideFractionTest {
  private @TempDir Path folder;

  @Test
  void aMissingCountMayLieBeyondAFraction() throws Exception {
    String rules =
        """
        rule "k/r" META
        when
          Threshold(name == "warmest", $limit : value)
          Threshold(name == "alarm-share", $share : value)
          Organisation($seats : seats, seats > $limit * $share)
        then
          advise.because("x");
        end
        """;
    try (CompiledRulebook compiled = KitchenRulebook.with(folder, rules)) {
      Assessment assessment =
          new Assessor(compiled)
              .assess(
                  dossier(Map.of("organisation", List.of(entry("style", "bistro")))),
                  TODAY,
                  List.of());
      assertThat(assessment.clear()).isEmpty();
      assertThat(assessment.notAssessed()).hasSize(1);
    }
  }
}
