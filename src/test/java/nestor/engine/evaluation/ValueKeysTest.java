package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Finding;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts and matches are the same where all their values are, and only there. */
class ValueKeysTest {
  private static final String PAIRS =
      """
      declare Kept
        first : String @key
        second : String @key
      end
      rule "what is kept"
      when
        Fridge($name : name, $holds : holds)
        $what : String() from $holds
      then
        insertLogical(new Kept($name, $what));
      end
      rule "k/kept" META
      when
        Kept($first : first, $second : second)
      then
        advise.because("{$first} keeps {$second}.");
      end
      """;

  private static final String TWO_OF_A_LIST =
      """
      rule "k/two" META
      when
        Fridge($holds : holds)
        $a : String() from $holds
        $b : String(this != $a) from $holds
      then
        advise.because("{$a}; then {$b}");
      end
      """;

  private @TempDir Path folder;

  @Test
  void derivedFactsAreToldApartThoughTheirTextsTogetherAreTheSame() throws IOException {
    assertThat(
            reasons(
                PAIRS,
                List.of(
                    entry("name", "x,second=y", "holds", List.of("z")),
                    entry("name", "x", "holds", List.of("y,second=z")))))
        .containsExactlyInAnyOrder("x,second=y keeps z.", "x keeps y,second=z.");
  }

  @Test
  void matchesAreToldApartThoughTheirTextsTogetherAreTheSame() throws IOException {
    assertThat(reasons(TWO_OF_A_LIST, fridge("a|b", "c", "a", "b|c")))
        .hasSize(12)
        .contains("a|b; then c", "a; then b|c");
  }

  @Test
  void hashCodesTellNothing() throws IOException {
    assertThat(reasons(TWO_OF_A_LIST, fridge("Aa", "BB", "C"))).hasSize(6);
    assertThat(reasons(PAIRS, fridge("Aa", "BB", "Aa"))).hasSize(2);
  }

  private static List<Map<String, Object>> fridge(String... holds) {
    return List.of(entry("name", "f", "holds", List.of(holds)));
  }

  private List<String> reasons(String rules, List<Map<String, Object>> fridges) throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    return new Assessor(rulebook)
            .assess(dossier(Map.of("fridges", fridges)), TODAY, List.of())
            .recommended()
            .get(0)
            .findings()
            .stream()
            .map(Finding::reason)
            .toList();
  }
}
