package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.OrganisationGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules made by chance of what rules may be made of, on organisations made by chance: Drools and
 * the evaluation agree, and an answer holds however gaps are filled. More by {@code mvn -B test
 * -Dtest=RandomRulesTest -DexcludedGroups= -Drulebooks=50 -Dseed=7}.
 */
@Tag("thorough")
class RandomRulesTest {
  private static final long SEED = Long.getLong("seed", 11);
  private static final int RULEBOOKS = Integer.getInteger("rulebooks", 12);
  private static final int RULES = 60;
  private static final int DERIVED = 3;
  private static final int ORGANISATIONS = Integer.getInteger("organisations", 50);
  private static final int COMPLETIONS = 6;

  private static final Dossier COOKS =
      KitchenRulebook.dossier(
          Map.of(
              "cooks",
              List.of(
                  KitchenRulebook.entry("role", "one"),
                  KitchenRulebook.entry("role", "two"),
                  KitchenRulebook.entry("role", "three"))));

  private @TempDir Path folder;

  @Test
  void bothEvaluationsAgreeAndAnswersHoldHoweverGapsAreFilled() throws IOException {
    long answers = 0;
    long open = 0;
    for (int i = 0; i < RULEBOOKS; i++) {
      String rules = new RandomRules(SEED + i, DERIVED, i % 2 == 1).text(RULES);
      try (CompiledRulebook compiled = RandomRulebook.compiled(folder.resolve("" + i), rules)) {
        Assessor assessor = new Assessor(compiled);
        Set<String> onGiven = onGiven(compiled.rulebook());
        OrganisationGenerator organisations =
            new OrganisationGenerator(
                compiled.rulebook().vocabulary(), List.of(COOKS), KitchenRulebook.TODAY, SEED + i);
        for (int j = 0; j < ORGANISATIONS; j++) {
          Dossier complete = organisations.complete();
          Dossier gaps = organisations.withGaps(complete, Set.of());
          Map<String, String> withGaps = answers(assessor, gaps, rules);
          open += withGaps.values().stream().filter("open"::equals).count();
          for (int k = 0; k < COMPLETIONS; k++) {
            Dossier whole = k == 0 ? complete : organisations.completed(gaps);
            Map<String, String> then = answers(assessor, whole, rules);
            answers += then.size();
            withGaps.forEach(
                (rule, answer) -> {
                  if (!answer.equals("open")
                      && !"open".equals(then.get(rule))
                      && !onGiven.contains(rule)) {
                    assertThat(then.get(rule))
                        .as("seed %d, %s%n%s%n%s%n%s", SEED, rule, text(rule, rules), gaps, whole)
                        .isEqualTo(answer);
                  }
                });
          }
        }
      }
    }
    System.out.printf("%d answers of random rules held, %d were open%n", answers, open);
    assertThat(open).isPositive();
  }

  /** The rules that ask which sections were given, which further data changes. */
  private static Set<String> onGiven(Rulebook rulebook) {
    RuleDependencies dependencies = new RuleDependencies(rulebook);
    Set<String> rules = new TreeSet<>(dependencies.onType(BuiltInTypes.GIVEN));
    if (!rules.isEmpty()) {
      rules.addAll(dependencies.onRecommendations());
    }
    return rules;
  }

  private static Map<String, String> answers(Assessor assessor, Dossier dossier, String rules) {
    Assessment assessment = assessor.assess(dossier, KitchenRulebook.TODAY, List.of());
    for (Assessment.Withheld one : assessment.withheld()) {
      assertThat(one.difference())
          .as("seed %d, %s%n%s", SEED, text(one.rule(), rules), dossier)
          .isNull();
    }
    assertThat(assessment.withheld()).isEmpty();
    return MissingDataTest.answers(assessment);
  }

  private static String text(String rule, String rules) {
    int from = rules.indexOf("rule \"" + rule + "\"");
    return rules.substring(from, rules.indexOf("\nend", from));
  }
}
