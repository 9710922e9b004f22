package nestor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.Coverage;
import nestor.workbench.IsolationCheck;
import nestor.workbench.MutationTesting;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.Sample;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command {@code nestor test}. */
@Command(
    name = "test",
    description = "Run the scenarios of the rulebook.",
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Option(
      names = "--coverage",
      description =
          "Report what no scenario tries: answers of rules, outcomes of conditions, and "
              + "values at and beside thresholds.")
  private boolean coverage;

  @Option(
      names = "--mutations",
      description =
          "Change each condition and threshold a little, and report changes that no "
              + "scenario notices.")
  private boolean mutations;

  @Option(
      names = "--alone",
      description =
          "Run each rule in isolation, and report answers that differ from the full " + "rulebook.")
  private boolean alone;

  @Option(
      names = "--with",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Add documents to what --alone tries the rules on.")
  private List<Path> documents = List.of();

  @Option(
      names = "--organisations",
      defaultValue = "100",
      paramLabel = "N",
      description = "The number of random organisations for --alone (default: ${DEFAULT-VALUE}).")
  private int organisations;

  @Mixin private SeedOption seed = new SeedOption();

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results to this file as JUnit XML.")
  private @Nullable Path junit;

  @Mixin private WatchOption watch = new WatchOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (watch.isOn()) {
      new WatchMode(() -> List.of(rules.folder()), out(), "test").run(this::once);
    }
    return once();
  }

  private int once() {
    try (CompiledRulebook rulebook = rules.compile()) {
      return test(rulebook);
    }
  }

  private int test(CompiledRulebook rulebook) {
    ScenarioRunner runner = new ScenarioRunner(rulebook);
    if (!runner.faults().isEmpty()) {
      throw new UserErrorException(runner.faults());
    }
    boolean good = scenarios(runner, rulebook.rulebook());
    if (mutations && good) {
      good = mutations(runner);
    }
    if (alone) {
      good &= alone(runner, rulebook);
    }
    return good ? ExitCode.DONE : ExitCode.FOUND;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private boolean scenarios(ScenarioRunner runner, Rulebook rulebook) {
    List<ScenarioRunner.Outcome> outcomes = runner.run();
    int failed = 0;
    for (ScenarioRunner.Outcome outcome : outcomes) {
      if (!outcome.failures().isEmpty()) {
        failed++;
        out().println(outcome.at() + ": " + outcome.name());
        outcome.failures().forEach(failure -> out().println("  " + failure));
        runner.obstacles(outcome).forEach(obstacle -> out().println("    " + obstacle));
      }
    }
    Path report = junit;
    if (report != null) {
      JunitReport.write(report, outcomes);
    }
    if (coverage) {
      coverage(runner, rulebook);
    }
    out().println(outcomes.size() - failed + " passed, " + failed + " failed");
    out().flush();
    if (mutations && failed > 0) {
      out().println("no mutations are tried until every scenario passes");
    }
    return failed == 0;
  }

  private void coverage(ScenarioRunner runner, Rulebook rulebook) {
    Coverage.Result result = Coverage.of(runner);
    result
        .answers()
        .forEach(
            (rule, answers) ->
                out().println(rule + ": no scenario has it " + String.join(", ", answers)));
    result.oneSided().forEach(out()::println);
    result.unbounded().forEach(out()::println);
    int rules = rulebook.rules().size();
    out().println(of(rules - result.answers().size(), rules) + " rules are tried in every answer");
    out()
        .println(
            of(result.tests() - result.oneSided().size(), result.tests())
                + " tests come out both true and false");
    out()
        .println(
            of(result.limits() - result.unbounded().size(), result.limits())
                + " uses of a threshold are tried at, just below and just above it");
  }

  private static String of(int some, int all) {
    return some + " of " + all;
  }

  private boolean mutations(ScenarioRunner runner) {
    MutationTesting.Result result =
        new MutationTesting(runner).run(ProgressBar.of("mutations", spec.commandLine().getErr()));
    result.survivors().forEach(out()::println);
    out()
        .println(
            result.tried()
                + " mutations, "
                + (result.survivors().isEmpty() ? "none" : result.survivors().size())
                + " to settle");
    return result.survivors().isEmpty();
  }

  private boolean alone(ScenarioRunner runner, CompiledRulebook rulebook) {
    IsolationCheck rulesAlone = new IsolationCheck(rulebook, subjects(runner, rulebook.rulebook()));
    List<String> tried = rulesAlone.rules();
    List<Diagnostic> faults =
        rulesAlone.run(tried, ProgressBar.of("rules alone", spec.commandLine().getErr()));
    faults.forEach(out()::println);
    int left = rulebook.rulebook().rules().size() - tried.size();
    out()
        .println(
            (tried.size() == 1 ? "1 rule" : tried.size() + " rules")
                + " alone, "
                + organisations
                + " organisations of seed "
                + seed.seed()
                + ", "
                + (faults.isEmpty() ? "all as among the others" : faults.size() + " otherwise")
                + (left == 0
                    ? ""
                    : "; " + left + " looking at recommendations cannot be tried alone"));
    return faults.isEmpty();
  }

  private List<Sample> subjects(ScenarioRunner runner, Rulebook rulebook) {
    LocalDate day = runner.dayOr(LocalDate.now(Clock.systemUTC()));
    List<Sample> subjects = new ArrayList<>(runner.given());
    DossierFiles read = DossierFiles.read(documents, rulebook.documents());
    if (!read.faults().isEmpty()) {
      throw new UserErrorException(read.faults());
    }
    read.dossiers().forEach(d -> subjects.add(new Sample(d.organisation(), d, day)));
    OrganisationGenerator generated = runner.organisations(day, seed.seed());
    for (int i = 0; i < organisations; i++) {
      Dossier complete = generated.complete();
      subjects.add(new Sample("organisation " + i, complete, day));
      subjects.add(
          new Sample(
              "organisation " + i + " with gaps", generated.withGaps(complete, Set.of()), day));
    }
    return subjects;
  }
}
