package nestor.engine.evaluation;

import static nestor.engine.evaluation.KitchenAnswer.fridges;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Waiver;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Priority;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recommended, clear and not assessed, for each kind of condition and of gap. */
class AssessorTest {
  private static final String WARM =
      """
      rule "k/warm" META
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)
      then
        advise.because("{$f.name} has {$f.celsius | number} degrees, over {$limit}.");
      end
      rule "style"
      when
        Organisation($style : style)
      then
        insertLogical(new Dimension("style", $style));
      end
      """;

  private @TempDir Path folder;

  @Test
  void anAbsentSectionNeitherPassesNorFires() throws IOException {
    assertThat(answer(WARM, Map.of())).isEqualTo("open [fridges, organisation.style]");
    assertThat(answer(WARM, Map.of("organisation", List.of(entry("style", "bistro")))))
        .isEqualTo("open [fridges]");
  }

  @Test
  void aGivenEmptySectionIsAStatement() throws IOException {
    assertThat(answer(WARM, Map.of("fridges", List.of()))).isEqualTo("clear");
  }

  @Test
  void anUnknownNumberInAnEntryIsAskedFor() throws IOException {
    assertThat(
            answer(
                WARM,
                Map.of(
                    "organisation",
                    List.of(entry("style", "bistro")),
                    "fridges",
                    List.of(entry("name", "big")))))
        .isEqualTo("open [fridges.celsius]");
  }

  @Test
  void whatHoldsUnderEveryVariantOfAThresholdIsDueThoughTheVariantIsUnknown() throws IOException {
    assertThat(answer(WARM, fridges(entry("name", "big", "celsius", 8.0))))
        .isEqualTo("due: big has 8 degrees, over 4 degrees.");
    assertThat(answer(WARM, fridges(entry("name", "big", "celsius", 5.0))))
        .isEqualTo("open [organisation.style]");
    assertThat(answer(WARM, fridges(entry("name", "big", "celsius", 4.0)))).isEqualTo("clear");
  }

  @Test
  void onceKnownTheVariantDecides() throws IOException {
    Map<String, Object> fridge = entry("name", "big", "celsius", 5.0);
    assertThat(
            answer(
                WARM,
                Map.of(
                    "organisation",
                    List.of(entry("style", "canteen")),
                    "fridges",
                    List.of(fridge))))
        .isEqualTo("due: big has 5 degrees, over 4 degrees.");
    assertThat(
            answer(
                WARM,
                Map.of(
                    "organisation", List.of(entry("style", "bistro")), "fridges", List.of(fridge))))
        .isEqualTo("clear");
  }

  @Test
  void oneCertainMatchIsEnoughWhateverElseIsUnknown() throws IOException {
    assertThat(answer(WARM, fridges(entry("name", "small"), entry("name", "big", "celsius", 9.0))))
        .isEqualTo("due: big has 9 degrees, over 4 degrees.");
  }

  @Test
  void noneOnRecordIsAFindingWhereTheFieldSaysSo() throws IOException {
    String rule =
        """
        rule "k/unchecked" META
        when
          Threshold(name == "check-days", $since : since)
          $f : Fridge(checkedOn == null || checkedOn < $since)
        then
          advise.because("{$f.name}: {$f.checkedOn | ago | or never}.");
        end
        """;
    assertThat(
            answer(
                rule,
                fridges(
                    entry("name", "never"),
                    entry("name", "old", "checkedOn", LocalDate.of(2026, 3, 20)),
                    entry("name", "boundary", "checkedOn", LocalDate.of(2026, 3, 21)))))
        .isEqualTo("due: never: never. / old: 11 days ago.");
  }

  @Test
  void underNotAnUnknownEntryBlocksTheAnswer() throws IOException {
    String rule =
        """
        rule "k/no-alarm" META
        when
          not Fridge(alarmed == true)
        then
          advise.because("No fridge raises an alarm.");
        end
        """;
    assertThat(answer(rule, Map.of())).isEqualTo("open [fridges]");
    assertThat(answer(rule, fridges())).isEqualTo("due: No fridge raises an alarm.");
    assertThat(answer(rule, fridges(entry("name", "a", "alarmed", false))))
        .isEqualTo("due: No fridge raises an alarm.");
    assertThat(answer(rule, fridges(entry("name", "a")))).isEqualTo("open [fridges.alarmed]");
    assertThat(answer(rule, fridges(entry("name", "a"), entry("name", "b", "alarmed", true))))
        .isEqualTo("clear");
  }

  @Test
  void aJoinUnderNotIsDecidedPairByPair() throws IOException {
    String rule =
        """
        rule "k/unwatched" META
        when
          Cook($role : role)
          not (Duty(role == $role, task == "cleaning") and Fridge(alarmed == true))
        then
          advise.because("Nobody watches for the {$role}.");
        end
        """;
    Map<String, List<Map<String, Object>>> known =
        Map.of(
            "cooks", List.of(entry("role", "chef")),
            "duties", List.of(entry("role", "chef", "task", "cooking", "share", 1.0)),
            "fridges", List.of(entry("name", "a", "alarmed", true)));
    assertThat(answer(rule, known)).isEqualTo("due: Nobody watches for the chef.");
    assertThat(answer(rule, Map.of("cooks", known.get("cooks"), "fridges", known.get("fridges"))))
        .isEqualTo("open [duties]");
  }

  @Test
  void aSectionThatSpeaksOfSomeRolesIsSilentOnTheOthersUnlessTheyDoNotExist() throws IOException {
    String rule =
        """
        rule "k/sous" META
        when
          exists Duty(role == "sous-chef")
          not Duty(role == "sous-chef", task == "cleaning")
        then
          advise.because("The sous-chef never cleans.");
        end
        """;
    var chef = List.of(entry("role", "chef", "task", "cooking", "share", 1.0));
    assertThat(answer(rule, Map.of("duties", chef))).isEqualTo("open [cooks, duties]");
    assertThat(answer(rule, Map.of("duties", chef, "cooks", List.of(entry("role", "chef")))))
        .isEqualTo("clear");
    assertThat(
            answer(
                rule,
                Map.of(
                    "duties",
                    List.of(entry("role", "sous-chef", "task", "cooking", "share", 1.0)))))
        .isEqualTo("due: The sous-chef never cleans.");
  }

  @Test
  void theOrderOfPatternsChangesNoAnswer() throws IOException {
    var duties =
        Map.of(
            "cooks", List.of(entry("role", "chef")),
            "duties", List.of(entry("role", "chef", "task", "cooking", "share", 1.0)));
    for (List<String> order :
        List.of(
            List.of("Fridge($n : name, name != \"cooking\")", "Duty(task == $n)"),
            List.of("Fridge($n : name)", "Duty(task == $n, task != \"cooking\")"),
            List.of("Duty($n : task)", "Fridge(name == $n, name != \"cooking\")"),
            List.of("$f : Fridge(name != \"cooking\")", "Duty(task == $f.name)"),
            List.of("Fridge($n : name)", "Cook(role == $n)", "not Duty(role == $n)"),
            List.of("Fridge($n : name)", "not Duty(role == $n)", "Cook(role == $n)"),
            List.of("Cook($n : role)", "not Duty(role == $n)", "Fridge(name == $n)"))) {
      String rule =
          "rule \"k/order\" META\nwhen\n  "
              + String.join("\n  ", order)
              + "\nthen\n  advise.because(\"Both.\");\nend\n";
      assertThat(answer(rule, duties)).as("%s", order).isEqualTo("clear");
    }
  }

  @Test
  void elementsOfAnUnknownListAreOpen() throws IOException {
    String rule =
        """
        rule "k/fish" META
        when
          $f : Fridge($holds : holds)
          String(this str[startsWith] "fish") from $holds
        then
          advise.because("{$f.name} holds fish.");
        end
        """;
    assertThat(answer(rule, fridges(entry("name", "a", "holds", List.of("meat", "fish fillet")))))
        .isEqualTo("due: a holds fish.");
    assertThat(answer(rule, fridges(entry("name", "a")))).isEqualTo("clear");
    assertThat(answer(rule, Map.of())).isEqualTo("open [fridges]");
  }

  @ParameterizedTest
  @CsvSource({"tepid, LOW", "warm, MEDIUM", "hot, HIGH"})
  void theHighestPriorityOfTheCasesThatHoldCounts(String fridge, Priority priority)
      throws IOException {
    String rules =
        """
        rule "k/warm" @title("Cool it") @action("A.") @owner("chef") @priority("medium") @source("book, 1")
        when
          $f : Fridge(name in ("warm", "hot"))
        then
          advise.because("{$f.name} is warm.");
        end

        rule "k/warm: a little"
        when
          $f : Fridge()
        then
          advise.low("{$f.name} is not cold.");
        end

        rule "k/warm: hot"
        when
          $f : Fridge(name == "hot")
        then
          advise.high("{$f.name} is hot.");
        end
        """;
    Assessment assessment =
        new Assessor(KitchenRulebook.with(folder, rules))
            .assess(
                KitchenRulebook.dossier(fridges(entry("name", fridge))),
                KitchenRulebook.TODAY,
                List.of());
    assertThat(assessment.recommended())
        .extracting(Assessment.Recommended::priority)
        .containsExactly(priority);
  }

  @Test
  void aRuleOverRecommendationsSeesThoseThatAreDueAndNotWaived() throws IOException {
    String rules =
        WARM
            + """
            rule "k/worst" META
            when
              exists Recommendation(priority == "low")
            then
              advise.critical("Something is wrong.");
            end
            """;
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    var warm = KitchenRulebook.dossier(fridges(entry("name", "big", "celsius", 9.0)));
    var waiver = new Waiver("k/warm", "chef", "a new one comes", LocalDate.of(2026, 4, 1));
    Assessor assessor = new Assessor(rulebook);

    Assessment due = assessor.assess(warm, KitchenRulebook.TODAY, List.of());
    Assessment waived = assessor.assess(warm, KitchenRulebook.TODAY, List.of(waiver));
    Assessment expired = assessor.assess(warm, KitchenRulebook.TODAY.plusDays(2), List.of(waiver));
    Assessment unknown =
        assessor.assess(KitchenRulebook.dossier(Map.of()), KitchenRulebook.TODAY, List.of());

    assertThat(due.recommended())
        .extracting(Assessment.Recommended::priority)
        .containsExactly(Priority.LOW, Priority.CRITICAL);
    assertThat(waived.waived()).extracting(w -> w.waiver().by()).containsExactly("chef");
    assertThat(waived.clear()).containsExactly("k/worst");
    assertThat(expired.recommended()).hasSize(2);
    assertThat(unknown.notAssessed())
        .extracting(Assessment.NotAssessed::rule)
        .containsExactly("k/warm", "k/worst");
  }

  /** Drools remembers how it read the first list, and some classes of lists are hidden. */
  @Test
  void aListIsReadWhateverItsClassAndThatOfTheFirstOne() throws IOException {
    CompiledRulebook rulebook =
        KitchenRulebook.with(
            folder,
            """
            rule "k/held" META
            when
              $f : Fridge(holds.size > 0, holds not contains "milk")
            then
              advise.because("{$f.name} holds {$f.holds}.");
            end
            """);
    Assessor assessor = new Assessor(rulebook);
    for (List<String> held :
        List.of(new ArrayList<>(List.of("a")), List.of("a"), List.of("a", "b", "c"))) {
      Assessment assessment =
          assessor.assess(
              KitchenRulebook.dossier(fridges(entry("name", "big", "holds", held))),
              KitchenRulebook.TODAY,
              List.of());
      assertThat(assessment.recommended()).hasSize(1);
    }
    rulebook.close();
  }

  private String answer(String rules, Map<String, List<Map<String, Object>>> sections)
      throws IOException {
    return KitchenAnswer.of(folder, rules, sections);
  }
}
