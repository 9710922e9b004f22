package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.budget.Timing;
import nestor.engine.ternary.Comparisons;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.syntax.Expression.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Organisations with thousands of entries are advised like any other. */
@Tag("thorough")
class ManyEntriesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final int ENTRIES = Integer.getInteger("entries", 1_000);
  private static final List<String> ROLES =
      List.of("CEO", "CTO", "CIO", "CFO", "COO", "CISO", "CDO", "CPO");

  private @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {7, 0})
  @Tag("thorough")
  void noShippedRuleIsStoppedByAThousandEntriesInEverySection(int words) {
    Rulebook rulebook = ShippedRulebook.get();
    Dossier dossier = ManyEntries.of(rulebook.vocabulary(), ROLES, ENTRIES, words, DAY);
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    Assessment assessment = assessor.assess(dossier, DAY, List.of());
    // So many entries of so few words say the same thing twice, and contradict each other.
    Set<String> unclear = UnclearFields.of(assessor, dossier, DAY);
    assertThat(assessment.notAssessed())
        .allSatisfy(open -> assertThat(unclear).containsAll(open.needs()));
    assertThat(assessment.recommended()).hasSizeGreaterThan(30);
    assertThat(assessment.clear()).hasSizeGreaterThan(30);
  }

  @Test
  void threeThousandInitiativesAndFiveHundredPrioritiesAreAnsweredAsSixAndOneAre() {
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    Map<String, String> small = answers(assessor.assess(initiatives(1), DAY, List.of()));
    long begun = Timing.OF_THE_MACHINE.worked(Thread.currentThread());
    Map<String, String> large = answers(assessor.assess(initiatives(500), DAY, List.of()));
    System.out.printf(
        "3,000 initiatives and 500 priorities: %d ms of processor time, without Drools%n",
        (Timing.OF_THE_MACHINE.worked(Thread.currentThread()) - begun) / 1_000_000);
    assertThat(large).isEqualTo(small);
    assertThat(large).containsEntry("investment/off-priority", "recommended");
  }

  /** One priority of the CEO and six initiatives, two of them for another topic, so often. */
  private static Dossier initiatives(int times) {
    List<Map<String, Object>> priorities = new ArrayList<>();
    List<Map<String, Object>> initiatives = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      priorities.add(entry("role", "CEO", "rank", 1, "topic", "growth " + i));
      for (int j = 0; j < 6; j++) {
        initiatives.add(
            entry(
                "name",
                "initiative " + i + "/" + j,
                "businessGoal",
                "more of it",
                "budget",
                BigDecimal.valueOf(100),
                "priorityTopic",
                (j < 2 ? "hobby " : "growth ") + i));
      }
    }
    return dossier(
        Map.of(
            "executives",
            List.of(entry("role", "CEO"), entry("role", "CTO", "reportsTo", "CEO")),
            "priorities",
            priorities,
            "initiatives",
            initiatives));
  }

  private static Map<String, String> answers(Assessment assessment) {
    Map<String, String> answers = new TreeMap<>();
    assessment.clear().forEach(rule -> answers.put(rule, "clear"));
    assessment
        .notAssessed()
        .forEach(notAssessed -> answers.put(notAssessed.rule(), "needs " + notAssessed.needs()));
    assessment.recommended().forEach(due -> answers.put(due.rule().metadata().id(), "recommended"));
    return answers;
  }

  @Test
  void theTestThatLeavesTheFewestComesFirstWhereverItIsWritten() throws IOException {
    assertThat(
            due(
                """
                rule "k/idle" META
                when
                  $f : Fridge($name : name)
                  not Duty(task == "cooking", role == $name)
                then
                  advise.because("Nobody cooks for {$name}.");
                end
                """))
        .isEqualTo(1);
  }

  @Test
  void anEqualNumberOrDateIsFoundAsATextIs() throws IOException {
    assertThat(
            due(
                """
                rule "k/same" META
                when
                  $a : Fridge(celsius != null)
                  $b : Fridge($a.checkedOn == checkedOn && celsius == $a.celsius, name != $a.name)
                then
                  advise.because("{$a.name} is as {$b.name}.");
                end
                """))
        .isZero();
  }

  @Test
  void aLaterOneIsFoundWithoutALookAtAllThatAreEarlier() throws IOException {
    assertThat(
            due(
                """
                rule "k/last" META
                when
                  $f : Fridge($day : checkedOn)
                  not Fridge(alarmed == true, checkedOn > $day)
                then
                  advise.because("{$f.name} was checked last.");
                end
                """))
        .isEqualTo(1);
  }

  @Test
  @Tag("thorough")
  void whatIsLookedForAgainAndAgainIsLookedForOnce() throws IOException {
    assertThat(
            due(
                """
                rule "k/alike" META
                when
                  $f : Fridge(name == "fridge 7")
                  exists (Fridge($a : alarmed, $c : celsius)
                    and not (Fridge(alarmed == $a, $n : name) and Duty(role == $n, task == "ordering"))
                    and Fridge(name == "fridge 1199", celsius == $c))
                then
                  advise.because("Nobody orders.");
                end
                """,
                1_200))
        .isEqualTo(1);
  }

  @Test
  void whatTwoDerivedFactsTryIsNotCountedTogether() throws IOException {
    String derived =
        """
        declare X
          name : String @key
        end
        rule "x"
        when
          Fridge($name : name, $c : celsius)
          Fridge(name == "fridge 1", celsius > $c)
          not (Fridge($a : celsius) and Fridge(celsius < $c, celsius > $a))
        then
          insertLogical(new X($name));
        end
        """;
    String rules =
        derived
            + derived.replace("X", "Y").replace("\"x\"", "\"y\"")
            + """
            rule "k/both" META
            when
              exists X(name == "fridge 0")
              exists Y(name == "fridge 0")
            then
              advise.because("Both.");
            end
            """;
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    assertThat(
            Assessor.unchecked(rulebook.rulebook())
                .assess(fridges(900), TODAY, List.of())
                .recommended())
        .hasSize(1);
  }

  @Test
  void whateverCouldMatchIsAmongWhatIsFoundByAValue() {
    Rulebook rulebook = ShippedRulebook.get();
    Dossier dossier =
        new nestor.workbench.ScenarioRunner(ShippedRulebook.compiled())
            .organisations(DAY, 11)
            .withGaps(ManyEntries.of(rulebook.vocabulary(), ROLES, 40, 9, DAY), Set.of());
    FactBase factBase = new Assessor(ShippedRulebook.compiled()).factBase(dossier, DAY, false);
    for (Section section : rulebook.vocabulary().sections()) {
      List<Fact> facts = factBase.facts(section.type());
      for (String field : section.fields().stream().map(f -> f.name()).toList()) {
        FactIndex index = FactIndex.of(facts, field);
        SortedFactIndex up = SortedFactIndex.of(facts, field, true);
        SortedFactIndex down = SortedFactIndex.of(facts, field, false);
        for (Object value : facts.stream().map(f -> f.value(field)).distinct().toList()) {
          Object key = FactIndex.key(value);
          if (key != null) {
            assertThat(new HashSet<>(index.with(key)))
                .containsAll(could(facts, field, Comparator.EQUAL, value));
          }
          Object than = SortedFactIndex.value(value);
          if (than != null) {
            assertThat(new HashSet<>(up.beyond(than)))
                .containsAll(could(facts, field, Comparator.GREATER, value))
                .containsAll(could(facts, field, Comparator.AT_LEAST, value));
            assertThat(new HashSet<>(down.beyond(than)))
                .containsAll(could(facts, field, Comparator.LESS, value))
                .containsAll(could(facts, field, Comparator.AT_MOST, value));
          }
        }
      }
    }
  }

  private static List<Fact> could(
      List<Fact> facts, String field, Comparator operator, Object value) {
    return facts.stream()
        .filter(fact -> !Comparisons.compare(operator, fact.value(field), value).isNo())
        .toList();
  }

  /** How many reasons the rule has with 3,000 fridges, where nobody cooks for the last. */
  private int due(String rules) throws IOException {
    return due(rules, 3_000);
  }

  private int due(String rules, int fridges) throws IOException {
    CompiledRulebook rulebook = KitchenRulebook.with(folder, rules);
    return new Assessor(rulebook)
        .assess(fridges(fridges), TODAY, List.of()).recommended().stream()
            .mapToInt(recommended -> recommended.findings().size())
            .sum();
  }

  private static Dossier fridges(int count) {
    Map<String, List<Map<String, Object>>> sections = new LinkedHashMap<>();
    sections.put(
        "fridges",
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    entry(
                        "name",
                        "fridge " + i,
                        "celsius",
                        BigDecimal.valueOf(i),
                        "checkedOn",
                        TODAY.minusDays(count).plusDays(i),
                        "alarmed",
                        true))
            .toList());
    sections.put(
        "duties",
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    entry(
                        "role",
                        "fridge " + i,
                        "task",
                        i == count - 1 ? "cleaning" : "cooking",
                        "share",
                        BigDecimal.ONE))
            .toList());
    sections.put(
        "cooks", IntStream.range(0, count).mapToObj(i -> entry("role", "fridge " + i)).toList());
    return dossier(sections);
  }
}
