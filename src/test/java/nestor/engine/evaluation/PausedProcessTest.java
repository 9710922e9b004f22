package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nestor.engine.assessment.Assessment;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.budget.RunawayRuleException;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that advises without a pause is stopped for longer than a rule may work, as a laptop
 * that sleeps stops it, and goes on.
 */
@Tag("endurance")
class PausedProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final String RULE =
      """
      rule "k/pair" META
      when
        not (Fridge($a : celsius) and Fridge(celsius < $a))
      then
        advise.because("All are equally warm.");
      end
      """;

  private @TempDir Path folder;

  @Test
  void noRuleIsBlamedForTheTimeInWhichTheProcessWasStopped() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Advising.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int pause = 0; pause < 3; pause++) {
        assertThat(lines.readLine()).isEqualTo("due");
        assertThat(lines.readLine()).isEqualTo("due");
        signal("STOP", process);
        // The pause itself is what is tried.
        Thread.sleep(LIMIT.plusSeconds(2).toMillis());
        signal("CONT", process);
        assertThat(lines.readLine()).isEqualTo("due");
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** Advises the same kitchen again and again, and prints a line for each. */
  static final class Advising {
    private Advising() {}

    public static void main(String[] arguments) throws IOException {
      CompiledRulebook rulebook = KitchenRulebook.with(Path.of(arguments[0]), RULE);
      Assessor assessor =
          new Assessor(rulebook, new EvaluationLimits(Long.MAX_VALUE, Integer.MAX_VALUE, LIMIT));
      while (!System.out.checkError()) {
        try {
          Assessment assessment =
              assessor.assess(StarvedMachineTest.fridges(1_000), KitchenRulebook.TODAY, List.of());
          System.out.println(assessment.recommended().size() == 1 ? "due" : "not due");
        } catch (RunawayRuleException stopped) {
          System.out.println(stopped.getMessage());
        }
      }
    }
  }
}
