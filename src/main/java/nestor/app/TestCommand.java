package nestor.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import nestor.rulebook.Rulebook;
import nestor.trial.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nestor test}. */
@Command(
    name = "test",
    description = "Run the scenarios that stand beside the rules.",
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Option(
      names = "--coverage",
      description = "Tell which answers of which rules no scenario states, too.")
  private boolean coverage;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Rulebook rulebook = rules.load();
    Trial trial = new Trial(rulebook);
    if (!trial.faults().isEmpty()) {
      throw new UnusableException(trial.faults());
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Trial.Outcome> outcomes = trial.run();
    int failed = 0;
    for (Trial.Outcome outcome : outcomes) {
      if (!outcome.failures().isEmpty()) {
        failed++;
        out.println(outcome.at() + ": " + outcome.name());
        outcome.failures().forEach(failure -> out.println("  " + failure));
      }
    }
    if (coverage) {
      SortedMap<String, List<String>> untried = trial.untried();
      untried.forEach(
          (rule, answers) ->
              out.println(rule + ": no scenario has it " + String.join(", ", answers)));
      out.println(
          (rulebook.rules().size() - untried.size())
              + " of "
              + rulebook.rules().size()
              + " rules are tried in every answer");
    }
    out.println(outcomes.size() - failed + " passed, " + failed + " failed");
    return failed == 0 ? Exit.DONE : Exit.FOUND;
  }
}
