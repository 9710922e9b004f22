package nestor.engine.evaluation;

import static nestor.engine.evaluation.KitchenAnswer.fridges;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums, counts and shares over incomplete data lie between bounds. */
class BoundedValuesTest {
  private @TempDir Path folder;

  @Test
  void aSumOverIncompleteTimeLiesBetweenBounds() throws IOException {
    String over =
        """
        rule "k/ordering" META
        when
          Threshold(name == "ordering-share", $limit : value)
          accumulate(Duty(role == "chef", task == "ordering", $s : share); $sum : sum($s); $sum > $limit)
        then
          advise.because("Ordering takes {$sum}.");
        end
        """;
    String under = over.replace("$sum > $limit", "$sum < $limit");
    var half = List.of(entry("role", "chef", "task", "ordering", "share", 0.5));
    var some = List.of(entry("role", "chef", "task", "ordering", "share", 0.3));
    var most =
        List.of(
            entry("role", "chef", "task", "ordering", "share", 0.3),
            entry("role", "chef", "task", "cooking", "share", 0.65));
    assertThat(answer(over, Map.of("duties", half))).isEqualTo("due: Ordering takes 50%.");
    assertThat(answer(over, Map.of("duties", some))).isEqualTo("open [duties]");
    assertThat(answer(over, Map.of("duties", most))).isEqualTo("clear");
    assertThat(answer(under, Map.of("duties", half))).isEqualTo("clear");
    assertThat(answer(under, Map.of("duties", some))).isEqualTo("open [duties]");
    assertThat(answer(under, Map.of("duties", most))).isEqualTo("due: Ordering takes 30%.");
    assertThat(answer(under, Map.of())).isEqualTo("open [cooks, duties]");
  }

  @Test
  void aCountThatMissingDataCouldRaiseIsOpenAndOneThatItCouldNotIsSettled() throws IOException {
    String rule =
        """
        rule "k/alarms" META
        when
          Threshold(name == "many-fridges", $enough : value)
          accumulate(Fridge(alarmed == true || alarmed == false); $known : count(); $known >= $enough)
        then
          advise.because("{$known | count fridge}.");
        end
        """;
    assertThat(answer(rule, fridges(entry("name", "a", "alarmed", true)))).isEqualTo("clear");
    // Once it is answered it is known, whatever the answer is.
    assertThat(answer(rule, fridges(entry("name", "a", "alarmed", true), entry("name", "b"))))
        .isEqualTo("due: 2 fridges.");
    assertThat(answer(rule, fridges(entry("name", "a")))).isEqualTo("clear");
    assertThat(
            answer(
                rule,
                fridges(
                    entry("name", "a", "alarmed", true),
                    entry("name", "b", "alarmed", false),
                    entry("name", "c"))))
        .isEqualTo("due: 2 fridges.");
  }

  @Test
  void aShareIsJudgedByWhatTheMissingAnswersCouldMakeOfIt() throws IOException {
    String rule =
        """
        rule "k/share" META
        when
          Threshold(name == "alarm-share", $limit : value)
          accumulate(Fridge(alarmed == false); $without : count())
          accumulate(Fridge(alarmed == true); $with : count(); $without * (1 - $limit) > $with * $limit)
        then
          advise.because("{$without | count fridge} without an alarm.");
        end
        """;
    Map<String, Object> without = entry("name", "w", "alarmed", false);
    Map<String, Object> with = entry("name", "a", "alarmed", true);
    Map<String, Object> unknown = entry("name", "u");
    assertThat(answer(rule, fridges(without, without, with)))
        .isEqualTo("due: 2 fridges without an alarm.");
    assertThat(answer(rule, fridges(without, without, with, unknown)))
        .isEqualTo("open [fridges.alarmed]");
    assertThat(answer(rule, fridges(without, with, with, unknown))).isEqualTo("clear");
    assertThat(answer(rule, fridges(without, with))).isEqualTo("clear");
  }

  @Test
  void aFactThatFollowsOrNotIsCountedOnceOrNot() throws IOException {
    String rule =
        """
        declare Alarmed @doc("A fridge with an alarm")
          name : String @key
        end
        rule "alarmed"
        when
          Fridge(alarmed == true, $name : name)
        then
          insertLogical(new Alarmed($name));
        end
        rule "k/few" META
        when
          Threshold(name == "many-fridges", $enough : value)
          accumulate(Alarmed(); $known : count(); $known > 0, $known <= $enough)
        then
          advise.because("{$known | count fridge}.");
        end
        """;
    assertThat(answer(rule, fridges(entry("name", "a", "alarmed", true), entry("name", "b"))))
        .isEqualTo("due: 1 fridge.");
    assertThat(
            answer(
                rule,
                fridges(
                    entry("name", "a", "alarmed", true),
                    entry("name", "b", "alarmed", true),
                    entry("name", "c"))))
        .isEqualTo("open [fridges.alarmed]");
  }

  private String answer(String rules, Map<String, List<Map<String, Object>>> sections)
      throws IOException {
    return KitchenAnswer.of(folder, rules, sections);
  }
}
