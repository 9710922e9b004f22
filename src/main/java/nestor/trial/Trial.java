package nestor.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.evidence.DocumentReader;
import nestor.reasoning.Assessment;
import nestor.reasoning.Assessor;
import nestor.reasoning.Finding;
import nestor.rulebook.Fault;
import nestor.rulebook.Rulebook;

/** Runs the scenarios that stand beside the rules. */
public final class Trial {
  private final Rulebook rulebook;
  private final Assessor assessor;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Scenario> scenarios = new ArrayList<>();

  /** Reads the scenarios of a rulebook; {@link #faults()} tells what is wrong with them. */
  public Trial(Rulebook rulebook) {
    this.rulebook = rulebook;
    this.assessor = new Assessor(rulebook);
    DocumentReader documents = new DocumentReader(rulebook.vocabulary());
    try (Stream<Path> files = Files.list(rulebook.folder())) {
      for (Path path : files.sorted().toList()) {
        String name = path.getFileName().toString();
        if (ScenarioFile.isOne(name)) {
          scenarios.addAll(
              ScenarioFile.read(name, Files.readString(path), rulebook, documents, faults));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Scenario> scenarios() {
    return List.copyOf(scenarios);
  }

  /** What is wrong with the scenario files themselves. */
  public List<Fault> faults() {
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

  /** For each rule the answers that no scenario states, of recommended, clear and not assessed. */
  public SortedMap<String, List<String>> untried() {
    SortedMap<String, List<String>> untried = new TreeMap<>();
    for (String rule : rulebook.rules().keySet()) {
      List<String> missing = new ArrayList<>();
      if (scenarios.stream().noneMatch(s -> s.recommended().contains(rule))) {
        missing.add("recommended");
      }
      if (scenarios.stream().noneMatch(s -> s.clear().contains(rule))) {
        missing.add("clear");
      }
      if (scenarios.stream().noneMatch(s -> s.notAssessed().containsKey(rule))) {
        missing.add("not-assessed");
      }
      if (!missing.isEmpty()) {
        untried.put(rule, List.copyOf(missing));
      }
    }
    return untried;
  }

  private Outcome run(Scenario scenario) {
    Assessment assessment = assessor.assess(scenario.given(), scenario.asOf(), List.of());
    Map<String, Assessment.Due> due = new LinkedHashMap<>();
    assessment.due().forEach(d -> due.put(d.rule().guidance().id(), d));
    Map<String, List<String>> open = new LinkedHashMap<>();
    assessment.open().forEach(o -> open.put(o.rule(), List.copyOf(o.needs())));
    List<String> failures = new ArrayList<>();
    for (String rule : scenario.recommended()) {
      if (!due.containsKey(rule)) {
        failures.add(rule + " should be recommended and is " + answer(rule, assessment, open));
      }
    }
    due.forEach(
        (rule, d) -> {
          if (rule.startsWith(scenario.topic() + "/") && !scenario.recommended().contains(rule)) {
            failures.add(rule + " should not be recommended: " + reasons(d));
          }
        });
    for (String rule : scenario.clear()) {
      if (!assessment.clear().contains(rule)) {
        failures.add(rule + " should be clear and is " + answer(rule, assessment, open));
      }
    }
    scenario
        .notAssessed()
        .forEach(
            (rule, needs) -> {
              if (!open.containsKey(rule)) {
                failures.add(
                    rule + " should not be assessed and is " + answer(rule, assessment, open));
              } else if (needs.isPresent() && !needs.get().equals(open.get(rule))) {
                failures.add(rule + " should need " + needs.get() + " and needs " + open.get(rule));
              }
            });
    scenario
        .because()
        .forEach(
            (rule, lines) -> {
              List<String> said = due.containsKey(rule) ? reasons(due.get(rule)) : List.of();
              if (!said.equals(lines)) {
                failures.add(rule + " should say " + lines + " and says " + said);
              }
            });
    scenario
        .priority()
        .forEach(
            (rule, priority) -> {
              String given = due.containsKey(rule) ? due.get(rule).priority() : "none";
              if (!given.equals(priority)) {
                failures.add(rule + " should have priority " + priority + " and has " + given);
              }
            });
    scenario
        .owner()
        .forEach(
            (rule, owner) -> {
              String given = due.containsKey(rule) ? due.get(rule).owner() : "none";
              if (!given.equals(owner)) {
                failures.add(rule + " should be owned by " + owner + " and is owned by " + given);
              }
            });
    return new Outcome(
        scenario.name(),
        scenario.place().file() + ":" + scenario.place().line(),
        List.copyOf(failures));
  }

  private static List<String> reasons(Assessment.Due due) {
    return due.findings().stream().map(Finding::reason).distinct().toList();
  }

  private static String answer(String rule, Assessment assessment, Map<String, List<String>> open) {
    return assessment.clear().contains(rule)
        ? "clear"
        : open.containsKey(rule) ? "not assessed, for want of " + open.get(rule) : "recommended";
  }
}
