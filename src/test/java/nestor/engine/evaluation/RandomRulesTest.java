package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import nestor.dossier.Dossier;
import nestor.rulebook.KitchenRulebook;
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
  private static final long SEED = Long.getLong("seed", 20261130);
  private static final int RULEBOOKS = Integer.getInteger("rulebooks", 12);
  private static final int RULES = 60;
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

  private final Random random = new Random(SEED);
  private @TempDir Path folder;

  @Test
  void bothEvaluationsAgreeAndAnswersHoldHoweverGapsAreFilled() throws IOException {
    long answers = 0;
    long open = 0;
    for (int i = 0; i < RULEBOOKS; i++) {
      String rules = rules();
      try (CompiledRulebook compiled = KitchenRulebook.with(folder.resolve("" + i), rules)) {
        Assessor thorough = new Assessor(compiled);
        OrganisationGenerator organisations =
            new OrganisationGenerator(
                compiled.rulebook().vocabulary(), List.of(COOKS), KitchenRulebook.TODAY, SEED + i);
        for (int j = 0; j < ORGANISATIONS; j++) {
          Dossier complete = organisations.complete();
          Dossier gaps = organisations.withGaps(complete, Set.of());
          Map<String, String> withGaps = answers(thorough, gaps);
          open += withGaps.values().stream().filter("open"::equals).count();
          for (int k = 0; k < COMPLETIONS; k++) {
            Dossier whole = k == 0 ? complete : organisations.completed(gaps);
            Map<String, String> then = answers(thorough, whole);
            answers += then.size();
            withGaps.forEach(
                (rule, answer) -> {
                  if (!answer.equals("open") && !"open".equals(then.get(rule))) {
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

  private static Map<String, String> answers(Assessor assessor, Dossier dossier) {
    return MissingDataTest.answers(assessor.assess(dossier, KitchenRulebook.TODAY, List.of()));
  }

  private static String text(String rule, String rules) {
    int from = rules.indexOf("rule \"" + rule + "\"");
    return rules.substring(from, rules.indexOf("\nend", from));
  }

  private String rules() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append("declare D").append(i).append(" @doc(\"d\")\n  name : String @key\nend\n");
      String from =
          i == 0 ? "Fridge(" : pick("D" + (i - 1) + "(", "Fridge(" + test("Fridge") + ", ");
      text.append("rule \"derive ").append(i).append("\"\nwhen\n").append(LIMITS);
      text.append("  ").append(from).append("$n : name)\n");
      text.append("  ").append(condition("$n", i)).append('\n');
      text.append("then\n  insertLogical(new D").append(i).append("($n));\nend\n");
    }
    text.append(
        """
        rule "style"
        when
          Organisation($style : style)
        then
          insertLogical(new Dimension("style", $style));
        end
        """);
    for (int i = 0; i < RULES; i++) {
      text.append("rule \"k/r").append(i).append("\" META\nwhen\n").append(LIMITS);
      String bound = null;
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        if (bound == null && random.nextBoolean()) {
          bound = "$n";
          String type = pick("Fridge", "D0", "D1", "D2");
          text.append("  ").append(type).append('(');
          text.append(type.equals("Fridge") ? test("Fridge") + ", " : "").append("$n : name)\n");
        } else {
          text.append("  ").append(condition(bound, 3)).append('\n');
        }
      }
      text.append("then\n  advise.because(\"x\");\nend\n");
    }
    return text.toString();
  }

  private static final String LIMITS =
      """
        Threshold(name == "warmest", $limit : value)
        Threshold(name == "check-days", $since : since)
        Threshold(name == "many-fridges", $many : value)
      """;

  /** A condition that reads no more of the derived facts than are known by then. */
  private String condition(String bound, int derived) {
    String pattern = pattern(bound, derived);
    return switch (random.nextInt(6)) {
      case 0 -> "not " + pattern;
      case 1 -> "exists " + pattern;
      case 2 -> "not (" + pattern + " and " + pattern(bound, derived) + ")";
      case 3 -> "exists (" + pattern + " and not " + pattern(bound, derived) + ")";
      case 4 ->
          "accumulate("
              + pattern
              + "; $c"
              + number()
              + " : count(); "
              + "$c"
              + last
              + pick(" > 0", " <= $many", " < $many", " >= $many", " == 1")
              + ")";
      default -> pattern;
    };
  }

  private int last;

  private int number() {
    return ++last;
  }

  private String pattern(String bound, int derived) {
    List<String> types = new ArrayList<>(List.of("Fridge", "Fridge", "Duty", "Cook"));
    for (int i = 0; i < derived; i++) {
      types.add("D" + i);
    }
    String type = types.get(random.nextInt(types.size()));
    List<String> tests = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tests.add(test(type));
    }
    if (bound != null && random.nextBoolean()) {
      String field = type.equals("Duty") || type.equals("Cook") ? "role" : "name";
      tests.add(random.nextInt(tests.size() + 1), field + pick(" == ", " == ", " != ") + bound);
    }
    return type + "(" + String.join(", ", tests) + ")";
  }

  private String test(String type) {
    String word = "\"" + pick("one", "two", "three") + "\"";
    return switch (type) {
      case "Fridge" ->
          pick(
              "alarmed == true",
              "alarmed == false",
              "alarmed != true",
              "celsius > $limit",
              "celsius <= $limit",
              "checkedOn < $since",
              "checkedOn >= $since",
              "checkedOn == null",
              "checkedOn == null || checkedOn < $since",
              "alarmed == true || celsius < $limit",
              "name == " + word,
              "name not in (" + word + ", \"two\")",
              "holds contains " + word,
              "holds not contains " + word,
              "holds.size > 1");
      case "Duty" ->
          pick("role == " + word, "task == \"cooking\"", "task in (\"ordering\", \"cleaning\")");
      case "Cook" -> pick("role == ", "role != ") + word;
      default -> pick("name == ", "name != ") + word;
    };
  }

  private String pick(String... from) {
    return Stream.of(from).skip(random.nextInt(from.length)).findFirst().orElseThrow();
  }
}
