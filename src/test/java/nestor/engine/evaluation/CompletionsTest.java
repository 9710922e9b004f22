package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.engine.assessment.Assessment;
import nestor.evidence.SectionContent;
import nestor.rulebook.ShippedRulebook;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.Sample;
import nestor.workbench.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Answers of organisations with gaps, beside those of the same organisations when the gaps are
 * filled by chance, again and again; where all of these are alike for a rule that is not assessed,
 * others are made to differ, at most as many as {@code -Dtries} says. More by {@code mvn -B test
 * -Dtest=CompletionsTest -Dorganisations=5000 -Dcompletions=40}; what it prints is in
 * docs/answers.md.
 */
@Tag("thorough")
class CompletionsTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 21);
  private static final long SEED = Long.getLong("seed", 20261130);
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 100);
  private static final int COMPLETIONS = Integer.getInteger("completions", 20);
  private static final int TRIES = Integer.getInteger("tries", 2000);

  private final Assessor assessor = new Assessor(ShippedRulebook.compiled());
  private final Assessor unchecked = Assessor.unchecked(ShippedRulebook.get());
  private final ScenarioRunner scenarios = new ScenarioRunner(ShippedRulebook.compiled());
  private final OrganisationGenerator organisations = scenarios.organisations(AS_OF, SEED);
  private final AdverseCompletions adverse =
      new AdverseCompletions(
          unchecked, scenarios.given().stream().map(Sample::dossier).toList(), AS_OF, SEED);

  /** How often a rule came out open, and how often all completions answered it alike. */
  private static final class Count {
    private int open;
    private int alike;
    private int left;
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
      Map<String, Assessment.NotAssessed> needs = new HashMap<>();
      assessment.notAssessed().forEach(open -> needs.put(open.rule(), open));
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
            Assessment.NotAssessed open = needs.get(rule);
            Count count = counts.computeIfAbsent(rule, r -> new Count());
            count.open++;
            if (!same.equals("open")) {
              count.alike++;
              if (open != null
                  && TRIES > 0
                  && adverse.withOtherAnswer(gaps, complete, open, same, TRIES) == null) {
                count.left++;
                count.example = same + " " + open.needs() + " in " + number;
                if (Boolean.getBoolean("dossiers")) {
                  System.out.println(rule + " " + count.example + "\n" + gaps.sections());
                }
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
    int left = counts.values().stream().mapToInt(c -> c.left).sum();
    System.out.printf(
        "%d organisations, %d completions of each: %d answers held, %d left out whose assumption"
            + " did not; not assessed %d, alike in all completions by chance %d, and in those made"
            + " to differ %d%n",
        ORGANISATIONS, COMPLETIONS, settled, broken, open, alike, left);
    if (Boolean.getBoolean("rules")) {
      counts.entrySet().stream()
          .filter(c -> c.getValue().left > 0)
          .sorted((a, b) -> b.getValue().left - a.getValue().left)
          .forEach(
              c ->
                  System.out.printf(
                      "%5d of %5d, %d by chance: %s %s%n",
                      c.getValue().left,
                      c.getValue().open,
                      c.getValue().alike,
                      c.getKey(),
                      c.getValue().example));
    }
  }

  static DossierSection held(String name, List<Map<String, Object>> entries) {
    return new DossierSection(
        new SectionContent(name, entries), new Origin("made.json", Instant.EPOCH, ""));
  }
}
