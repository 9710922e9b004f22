package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Answers of organisations with gaps, beside those of the same organisations when the gaps are
 * filled by chance, again and again. More of them by {@code mvn -B test -Dtest=CompletionsTest
 * -Dorganisations=5000 -Dcompletions=40}; the table that it prints is in docs/answers.md.
 */
@Tag("thorough")
class CompletionsTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261130);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 100);
  private static final int COMPLETIONS = Integer.getInteger("completions", 20);

  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());
  private final Assessor unchecked = Assessor.unchecked(ShippedRulebook.get());
  private final OrganisationGenerator organisations =
      new ScenarioRunner(ShippedRulebook.compiled()).organisations(AS_OF, SEED);

  /** How often a rule came out open, and how often all completions answered it alike. */
  private static final class Count {
    private int open;
    private int alike;
    private String example = "";
  }

  @Test
  void anAnswerHoldsHoweverTheGapsAreFilled() {
    long settled = 0;
    long broken = 0;
    Map<String, Count> counts = new TreeMap<>();
    Map<String, Integer> violations = new TreeMap<>();
    for (int i = 0; i < ORGANISATIONS; i++) {
      int number = i;
      Dossier complete = organisations.complete();
      Dossier gaps = organisations.partly(complete, Set.of());
      Assessment assessment = assessor.assess(gaps, AS_OF, List.of());
      Map<String, String> answers = MissingDataTest.answers(assessment);
      Map<String, String> needs = new HashMap<>();
      assessment
          .notAssessed()
          .forEach(open -> needs.put(open.rule(), String.join(" ", open.needs())));
      Map<String, String> alike = new HashMap<>();
      KeptAssumptions assumptions = new KeptAssumptions(unchecked, gaps, AS_OF);
      for (int j = 0; j < COMPLETIONS; j++) {
        Dossier whole = j == 0 ? complete : organisations.completed(gaps);
        Map<String, String> then =
            MissingDataTest.answers(unchecked.assess(whole, AS_OF, List.of()));
        KeptAssumptions.Completion kept = assumptions.of(whole);
        for (Map.Entry<String, String> answer : answers.entrySet()) {
          String rule = answer.getKey();
          String now = then.getOrDefault(rule, "");
          if (answer.getValue().equals("open")) {
            alike.merge(rule, now, (a, b) -> a.equals(b) ? a : "open");
          } else if (!kept.keepsThoseOf(rule)) {
            broken++;
          } else {
            settled++;
            if (!now.equals(answer.getValue()) && !now.equals("open")) {
              violations.merge(rule, 1, Integer::sum);
              if (violations.size() < 4 && violations.getOrDefault(rule, 0) == 1) {
                System.out.printf(
                    "%s is %s with gaps and %s with %s%n  gaps: %s%n",
                    rule, answer.getValue(), now, whole.sections(), gaps.sections());
              }
            }
          }
        }
      }
      alike.forEach(
          (rule, same) -> {
            String kind =
                needs.getOrDefault(rule, "").matches("(\\S+\\.\\S+ ?)+") ? "fields " : "sections ";
            Count count = counts.computeIfAbsent(kind + rule, r -> new Count());
            count.open++;
            if (!same.equals("open")) {
              count.alike++;
              if (count.example.isEmpty()) {
                count.example = same + " " + needs.get(rule) + " " + number;
              }
            }
          });
    }
    print(settled, broken, counts);
    assertThat(violations).as("seed %d", SEED).isEqualTo(Map.of());
    assertThat(settled).isGreaterThan(ORGANISATIONS * 3L);
  }

  private static void print(long settled, long broken, Map<String, Count> counts) {
    int open = counts.values().stream().mapToInt(c -> c.open).sum();
    int alike = counts.values().stream().mapToInt(c -> c.alike).sum();
    System.out.printf(
        "%d organisations, %d completions of each: %d answers held, %d left out whose assumption did not; not assessed %d, of which all"
            + " completions answered %d alike%n",
        ORGANISATIONS, COMPLETIONS, settled, broken, open, alike);
    if (Boolean.getBoolean("rules")) {
      counts.entrySet().stream()
          .filter(c -> c.getValue().alike > 0)
          .sorted((a, b) -> b.getValue().alike - a.getValue().alike)
          .forEach(
              c ->
                  System.out.printf(
                      "%5d of %5d %s %s%n",
                      c.getValue().alike,
                      c.getValue().open,
                      c.getKey(),
                      Boolean.getBoolean("examples") ? c.getValue().example : ""));
    }
  }
}
