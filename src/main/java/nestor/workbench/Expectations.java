package nestor.workbench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;

/** Comparison of what a scenario expects with what the rules answer. */
final class Expectations {
  private final Scenario scenario;
  private final Assessment assessment;
  private final Collection<String> rules;
  private final Map<String, Assessment.Recommended> recommended = new LinkedHashMap<>();
  private final Map<String, List<String>> notAssessed = new LinkedHashMap<>();
  private final Map<String, String> notApplicable = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  Expectations(Scenario scenario, Assessment assessment, Collection<String> rules) {
    this.scenario = scenario;
    this.assessment = assessment;
    this.rules = rules;
    assessment.recommended().forEach(one -> recommended.put(one.rule().metadata().id(), one));
    assessment.notAssessed().forEach(one -> notAssessed.put(one.rule(), List.copyOf(one.needs())));
    assessment.notApplicable().forEach(one -> notApplicable.put(one.rule(), one.because()));
  }

  /** Differences from what was expected, one line each; none where the scenario is met. */
  List<String> failures() {
    answers();
    each(
        scenario.because(),
        (rule, lines) -> {
          List<String> said =
              recommended.containsKey(rule) ? reasons(recommended.get(rule)) : List.of();
          if (!said.equals(lines)) {
            failures.add(rule + " should say " + lines + " and says " + said);
          }
        });
    each(
        scenario.priority(),
        (rule, priority) -> {
          String given =
              recommended.containsKey(rule) ? recommended.get(rule).priority().text() : "none";
          if (!given.equals(priority)) {
            failures.add(rule + " should have priority " + priority + " and has " + given);
          }
        });
    each(
        scenario.owner(),
        (rule, owner) -> {
          String given = recommended.containsKey(rule) ? recommended.get(rule).owner() : "none";
          if (!given.equals(owner)) {
            failures.add(rule + " should be owned by " + owner + " and is owned by " + given);
          }
        });
    each(
        scenario.title(),
        (rule, title) -> {
          String given = recommended.containsKey(rule) ? recommended.get(rule).title() : "none";
          if (!given.equals(title)) {
            failures.add(rule + " should be titled '" + title + "' and is titled '" + given + "'");
          }
        });
    return List.copyOf(failures);
  }

  private void answers() {
    for (String rule : scenario.recommended()) {
      if (rules.contains(rule) && !recommended.containsKey(rule)) {
        failures.add(rule + " should be recommended and is " + answer(rule));
      }
    }
    recommended.forEach(
        (rule, d) -> {
          if (rules.contains(rule)
              && rule.startsWith(scenario.topic() + "/")
              && !scenario.recommended().contains(rule)) {
            failures.add(rule + " should not be recommended: " + reasons(d));
          }
        });
    for (Assessment.Withheld one : assessment.withheld()) {
      if (rules.contains(one.rule()) && one.rule().startsWith(scenario.topic() + "/")) {
        failures.add(one.rule() + " " + one.because());
      }
    }
    for (String rule : scenario.clear()) {
      if (rules.contains(rule) && !assessment.clear().contains(rule)) {
        failures.add(rule + " should be clear and is " + answer(rule));
      }
    }
    each(
        scenario.notAssessed(),
        (rule, needs) -> {
          if (!notAssessed.containsKey(rule)) {
            failures.add(rule + " should not be assessed and is " + answer(rule));
          } else if (needs.isPresent() && !needs.get().equals(notAssessed.get(rule))) {
            failures.add(
                rule + " should need " + needs.get() + " and needs " + notAssessed.get(rule));
          }
        });
    each(
        scenario.notApplicable(),
        (rule, because) -> {
          if (!notApplicable.containsKey(rule)) {
            failures.add(rule + " should not apply and is " + answer(rule));
          } else if (because.isPresent() && !because.get().equals(notApplicable.get(rule))) {
            failures.add(
                rule
                    + " should not apply because: "
                    + because.get()
                    + " and does not because: "
                    + notApplicable.get(rule));
          }
        });
  }

  private <T> void each(Map<String, T> expected, BiConsumer<String, T> check) {
    expected.forEach(
        (rule, of) -> {
          if (rules.contains(rule)) {
            check.accept(rule, of);
          }
        });
  }

  private static List<String> reasons(Assessment.Recommended one) {
    return one.findings().stream().map(Finding::reason).distinct().toList();
  }

  private boolean withheld(String rule) {
    return assessment.withheld().stream().anyMatch(one -> one.rule().equals(rule));
  }

  private String answer(String rule) {
    return assessment.clear().contains(rule)
        ? "clear"
        : notAssessed.containsKey(rule)
            ? "not assessed, for want of " + notAssessed.get(rule)
            : notApplicable.containsKey(rule)
                ? "not applicable: " + notApplicable.get(rule)
                : recommended.containsKey(rule)
                    ? "recommended: " + reasons(recommended.get(rule))
                    : withheld(rule) ? "withheld: both evaluations differ" : "waived";
  }
}
