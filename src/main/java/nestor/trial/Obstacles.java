package nestor.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nestor.reasoning.Assessor;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Wording;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.Written;

/** Why a rule is not due: for each of its cases the first condition for which nothing is left. */
final class Obstacles {
  private Obstacles() {}

  static List<String> of(Rulebook rulebook, Scenario scenario, Rule rule) {
    TreeMap<String, Rule> rules = new TreeMap<>();
    boolean over =
        rule.cases().stream()
            .anyMatch(c -> Dependence.types(c.when()).contains(EngineFacts.RECOMMENDATION));
    if (over) {
      rules.putAll(rulebook.rules());
    }
    for (int i = 0; i < rule.cases().size(); i++) {
      List<Condition> when = rule.cases().get(i).when();
      for (int length = 1; length < when.size(); length++) {
        Rule part = part(name(i, length), rule.cases().get(i), when.subList(0, length));
        rules.put(part.guidance().id(), part);
      }
    }
    List<String> due = new ArrayList<>();
    Assessor.unchecked(rulebook.uncompiled(rules, rulebook.derivations(), rulebook.thresholds()))
        .assess(scenario.given(), scenario.asOf(), List.of())
        .due()
        .forEach(d -> due.add(d.rule().guidance().id()));
    List<String> obstacles = new ArrayList<>();
    for (int i = 0; i < rule.cases().size(); i++) {
      List<Condition> when = rule.cases().get(i).when();
      int length = 1;
      while (length < when.size() && due.contains(name(i, length))) {
        length++;
      }
      Condition first = when.get(length - 1);
      Place place = first.place();
      obstacles.add(
          place.file()
              + ":"
              + place.line()
              + ":"
              + place.column()
              + ": nothing fits "
              + Written.of(first));
    }
    return obstacles;
  }

  private static String name(int ofCase, int length) {
    return "part/" + ofCase + "-" + length;
  }

  private static Rule part(String name, Rule.Case of, List<Condition> when) {
    Guidance guidance =
        new Guidance(
            name, "", "", "", "low", null, null, List.of(), List.of(), List.of(), "", 0, false);
    return new Rule(
        guidance,
        List.of(
            new Rule.Case(
                name, List.copyOf(when), null, new Wording(List.of()), List.of(), of.place())));
  }
}
