package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nestor.diagnostics.SourcePosition;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.SourcePrinter;

/**
 * Hints why a rule is not due: for each of its cases, the first condition that nothing fits. For
 * the whole trace of a rule use {@code Explainer}.
 */
final class FailureHints {
  private FailureHints() {}

  static List<String> of(Rulebook rulebook, Scenario scenario, Rule rule) {
    TreeMap<String, Rule> rules = new TreeMap<>();
    boolean over =
        rule.cases().stream()
            .anyMatch(c -> RuleDependencies.types(c.when()).contains(BuiltInTypes.RECOMMENDATION));
    if (over) {
      rules.putAll(rulebook.rules());
    }
    for (int i = 0; i < rule.cases().size(); i++) {
      List<Condition> when = rule.cases().get(i).when();
      for (int length = 1; length < when.size(); length++) {
        Rule part =
            Rule.probe(name(i, length), when.subList(0, length), rule.cases().get(i).position());
        rules.put(part.metadata().id(), part);
      }
    }
    List<String> recommended = new ArrayList<>();
    Assessor.unchecked(rulebook.with(rules, rulebook.derivations(), rulebook.thresholds()))
        .assess(scenario.given(), scenario.asOf(), List.of())
        .recommended()
        .forEach(one -> recommended.add(one.rule().metadata().id()));
    List<String> obstacles = new ArrayList<>();
    for (int i = 0; i < rule.cases().size(); i++) {
      List<Condition> when = rule.cases().get(i).when();
      int length = 1;
      while (length < when.size() && recommended.contains(name(i, length))) {
        length++;
      }
      Condition first = when.get(length - 1);
      SourcePosition position = first.position();
      obstacles.add(
          position.file()
              + ":"
              + position.line()
              + ":"
              + position.column()
              + ": nothing fits "
              + SourcePrinter.of(first));
    }
    return obstacles;
  }

  private static String name(int ofCase, int length) {
    return "part/" + ofCase + "-" + length;
  }
}
