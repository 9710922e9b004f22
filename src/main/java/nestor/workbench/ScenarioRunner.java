package nestor.workbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.DocumentReader;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.load.RulebookLoader;
import org.jspecify.annotations.Nullable;

/**
 * Runner of the scenarios beside the rules, on all processors. To hold one rule against documents
 * without scenarios, use {@code Explainer}.
 */
public final class ScenarioRunner {
  private final Rulebook rulebook;
  private final Assessor assessor;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final List<Scenario> scenarios = new ArrayList<>();
  private final Map<String, ReadFile> files = new HashMap<>();

  /** Reads the scenarios of a rulebook; {@link #faults()} returns what is wrong with them. */
  public ScenarioRunner(CompiledRulebook compiled) {
    this(new Assessor(compiled));
  }

  /** Reads the scenarios of the rulebook of an assessor, which will answer them. */
  public ScenarioRunner(Assessor assessor) {
    this(assessor, null);
  }

  /**
   * Reads the scenarios of a rulebook, all but the files that are as they were in the trial of a
   * former version and mean the same in this one.
   */
  public ScenarioRunner(Assessor assessor, @Nullable ScenarioRunner former) {
    this.rulebook = assessor.rulebook();
    this.assessor = assessor;
    DocumentReader documents = new DocumentReader(rulebook.vocabulary());
    Map<String, ReadFile> read =
        former != null
                && former.rulebook.vocabulary().equals(rulebook.vocabulary())
                && former.rulebook.rules().keySet().equals(rulebook.rules().keySet())
            ? former.files
            : Map.of();
    try (Stream<Path> files = Files.list(rulebook.folder())) {
      for (Path path : files.sorted().toList()) {
        String name = path.getFileName().toString();
        if (ScenarioFile.isOne(name)) {
          String text = Files.readString(path);
          ReadFile known = read.get(name);
          files(
              name,
              known != null && known.text.equals(text)
                  ? known
                  : ReadFile.of(name, text, rulebook, documents));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void files(String name, ReadFile file) {
    files.put(name, file);
    ScenarioFile.besideATopic(name, rulebook).ifPresent(faults::add);
    faults.addAll(file.faults);
    scenarios.addAll(file.scenarios);
  }

  /** A file of scenarios as it was read. */
  private record ReadFile(String text, List<Scenario> scenarios, List<Diagnostic> faults) {
    static ReadFile of(String name, String text, Rulebook rulebook, DocumentReader documents) {
      List<Diagnostic> faults = new ArrayList<>();
      List<Scenario> scenarios = ScenarioFile.read(name, text, rulebook, documents, faults);
      return new ReadFile(text, List.copyOf(scenarios), List.copyOf(faults));
    }
  }

  /** The names of the scenario files. */
  public Set<String> files() {
    return Set.copyOf(files.keySet());
  }

  List<Scenario> scenarios() {
    return List.copyOf(scenarios);
  }

  /** Faults of the scenario files themselves. */
  public List<Diagnostic> faults() {
    return List.copyOf(faults);
  }

  /**
   * A scenario and where it was not met.
   *
   * @param at file and line of the scenario
   * @param failures what was expected and what came, one line each; none where the scenario is met
   */
  public record Outcome(String name, String at, List<String> failures) {}

  /** Runs all scenarios, in the order of the files. */
  public List<Outcome> run() {
    return scenarios.parallelStream().map(this::run).toList();
  }

  /**
   * Runs the scenarios that can come out otherwise than under a former version under which all were
   * met, in the order of the files: those that speak of a rule that the edit can touch, for what
   * they say of it, and those that were edited.
   *
   * @param changed the files that are not the same in both versions
   * @param over whether nobody wants to know any more; what is not run by then is left out
   */
  public List<Outcome> runAfter(
      CompiledRulebook former, Collection<String> changed, BooleanSupplier over) {
    if (!changed.stream().allMatch(ScenarioRunner::isCompared)) {
      return scenarios.parallelStream()
          .filter(scenario -> !over.getAsBoolean())
          .map(this::run)
          .toList();
    }
    AffectedRules affected = AffectedRules.by(former.rulebook(), rulebook);
    Assessor then = new Assessor(former);
    return scenarios.parallelStream()
        .filter(scenario -> !over.getAsBoolean())
        .map(
            scenario ->
                changed.contains(scenario.place().file())
                    ? Optional.of(run(scenario))
                    : runAfter(then, affected, scenario))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Outcome> runAfter(Assessor then, AffectedRules affected, Scenario scenario) {
    SortedSet<String> looked = scenario.speaksOf(affected.first());
    SortedSet<String> last = scenario.speaksOf(affected.last());
    if (!last.isEmpty() && !lookAlike(then, affected.first(), scenario)) {
      looked.addAll(last);
    }
    return looked.isEmpty() ? Optional.empty() : Optional.of(run(scenario, looked));
  }

  /** Whether rules that look at what others recommend see the same as under a former version. */
  private boolean lookAlike(Assessor then, SortedSet<String> rules, Scenario scenario) {
    try {
      return RuleOutcome.lookAlike(
          answers(then, rules, scenario), answers(assessor, rules, scenario));
    } catch (RunawayRuleException runaway) {
      // It is reported when the scenario is run.
      return false;
    }
  }

  private static SortedMap<String, RuleOutcome> answers(
      Assessor assessor, SortedSet<String> rules, Scenario scenario) {
    return RuleOutcome.of(assessor.assess(scenario.given(), scenario.asOf(), List.of(), rules));
  }

  /** Whether what a file means for answers is among what is compared of two versions. */
  private static boolean isCompared(String file) {
    return file.startsWith("templates/")
        || ScenarioFile.isOne(file)
        || file.endsWith(".drl")
        || file.equals(RulebookLoader.THRESHOLDS);
  }

  /** For each rule the answers that no scenario states, of those that it can have. */
  public SortedMap<String, List<String>> untried() {
    SortedMap<String, List<String>> untried = new TreeMap<>();
    for (String rule : rulebook.rules().keySet()) {
      List<String> missing = new ArrayList<>();
      if (scenarios.stream().noneMatch(s -> s.recommended().contains(rule))) {
        missing.add("recommended");
      }
      // What an advisory opens with is due wherever it applies.
      boolean stance = rulebook.about().stance().contains(rule) && isScoped(rule);
      if (!stance && scenarios.stream().noneMatch(s -> s.clear().contains(rule))) {
        missing.add("clear");
      }
      if (scenarios.stream().noneMatch(s -> s.notAssessed().containsKey(rule))) {
        missing.add("not-assessed");
      }
      if (isScoped(rule)
          && scenarios.stream().noneMatch(s -> s.notApplicable().containsKey(rule))) {
        missing.add("not-applicable");
      }
      if (!missing.isEmpty()) {
        untried.put(rule, List.copyOf(missing));
      }
    }
    return untried;
  }

  private boolean isScoped(String rule) {
    return !Objects.requireNonNull(rulebook.rules().get(rule)).scopes().isEmpty();
  }

  /**
   * Answer that a scenario expects of a rule.
   *
   * @param answer recommended, clear, not assessed or not applicable
   */
  public record ScenarioAnswer(String name, String file, int line, String answer) {}

  /** Answers that the scenarios expect, by rule, in the order of the files. */
  public SortedMap<String, List<ScenarioAnswer>> answersByRule() {
    SortedMap<String, List<ScenarioAnswer>> told = new TreeMap<>();
    for (Scenario scenario : scenarios) {
      scenario.recommended().forEach(rule -> addAnswer(told, rule, scenario, "recommended"));
      scenario.clear().forEach(rule -> addAnswer(told, rule, scenario, "clear"));
      scenario
          .notAssessed()
          .keySet()
          .forEach(rule -> addAnswer(told, rule, scenario, "not assessed"));
      scenario
          .notApplicable()
          .keySet()
          .forEach(rule -> addAnswer(told, rule, scenario, RuleAnswer.NOT_APPLICABLE.text()));
    }
    return told;
  }

  private static void addAnswer(
      SortedMap<String, List<ScenarioAnswer>> told, String rule, Scenario scenario, String answer) {
    told.computeIfAbsent(rule, r -> new ArrayList<>())
        .add(
            new ScenarioAnswer(
                scenario.name(), scenario.place().file(), scenario.place().line(), answer));
  }

  /** Number of scenarios. */
  public int size() {
    return scenarios.size();
  }

  private Outcome run(Scenario scenario) {
    return run(scenario, scenario.speaksOf(rulebook.rules().keySet()));
  }

  private Outcome run(Scenario scenario, SortedSet<String> looked) {
    String at = scenario.place().file() + ":" + scenario.place().line();
    try {
      Assessment assessment = assessor.assess(scenario.given(), scenario.asOf(), List.of(), looked);
      return new Outcome(scenario.name(), at, scenario.failures(assessment, looked));
    } catch (RunawayRuleException runaway) {
      return new Outcome(scenario.name(), at, List.of(String.valueOf(runaway.getMessage())));
    }
  }

  /**
   * For a scenario that was not met: why rules that should be recommended are clear, one line each.
   */
  public List<String> obstacles(Outcome outcome) {
    List<String> obstacles = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      if (outcome.at().equals(scenario.place().file() + ":" + scenario.place().line())) {
        List<String> clear = assessor.assess(scenario.given(), scenario.asOf(), List.of()).clear();
        scenario.recommended().stream()
            .filter(clear::contains)
            .map(id -> rulebook.rules().get(id))
            .filter(Objects::nonNull)
            .forEach(rule -> obstacles.addAll(FailureHints.of(rulebook, scenario, rule)));
      }
    }
    return obstacles;
  }

  /** The dossiers of all scenarios. */
  public List<Sample> given() {
    return scenarios.stream()
        .map(s -> new Sample(s.place().file() + ":" + s.place().line(), s.given(), s.asOf()))
        .toList();
  }

  /** The day of the first scenario; the given day where there is none. */
  public LocalDate dayOr(LocalDate otherwise) {
    return scenarios.isEmpty() ? otherwise : scenarios.get(0).asOf();
  }

  /**
   * Organisations made by chance of the values that the scenarios give.
   *
   * @param asOf the day around which their dates lie
   */
  public OrganisationGenerator organisations(LocalDate asOf, long seed) {
    return new OrganisationGenerator(
        rulebook.vocabulary(), scenarios.stream().map(Scenario::given).toList(), asOf, seed);
  }

  Rulebook rulebook() {
    return rulebook;
  }
}
