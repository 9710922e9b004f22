package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Scope;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Case of a rule of guidance, ready to be compared with others.
 *
 * @param id the rule's
 * @param sorted its conditions and scopes as texts, for a look at whether two are the same
 * @param urgency the place of its priority, the most urgent first
 */
record RuleCase(
    RuleDeclaration rule,
    String id,
    List<CanonicalForm.Part> parts,
    List<String> sorted,
    int urgency) {

  /** Returns all cases of these rules, in their order. */
  static List<RuleCase> of(List<RuleDeclaration> rules) {
    Map<String, Integer> urgencies = new HashMap<>();
    Map<String, List<String>> scopes = new HashMap<>();
    for (RuleDeclaration rule : rules) {
      rule.annotation("priority")
          .map(Annotation::value)
          .ifPresent(p -> urgencies.put(rule.name(), Priority.WORDS.indexOf(p)));
      scopes.put(rule.name(), Scope.namesIn(rule));
    }
    List<RuleCase> cases = new ArrayList<>();
    for (RuleDeclaration rule : rules) {
      if (rule.then() instanceof Consequence.Advise advise) {
        int own = urgencies.getOrDefault(Rule.idOf(rule.name()), Priority.WORDS.size());
        int stated = advise.priority() == null ? own : Priority.WORDS.indexOf(advise.priority());
        List<String> within = scopes.getOrDefault(Rule.idOf(rule.name()), List.of());
        cases.add(of(rule, within, stated));
      }
    }
    return cases;
  }

  private static RuleCase of(RuleDeclaration rule, List<String> scopes, int urgency) {
    List<CanonicalForm.Part> parts = CanonicalForm.of(rule.when());
    return new RuleCase(
        rule,
        Rule.idOf(rule.name()),
        parts,
        Stream.concat(parts.stream().map(CanonicalForm.Part::toString), scopes.stream())
            .sorted()
            .toList(),
        urgency);
  }

  boolean hasConditionsOf(RuleCase other) {
    return sorted.equals(other.sorted);
  }

  /** Whether each condition of the wide stands in the narrow too, there with no fewer tests. */
  static boolean includes(List<CanonicalForm.Part> narrow, List<CanonicalForm.Part> wide) {
    List<CanonicalForm.Part> left = new ArrayList<>(narrow);
    for (CanonicalForm.Part part : wide) {
      if (part.always()) {
        continue;
      }
      int found = -1;
      for (int i = 0; i < left.size() && found < 0; i++) {
        boolean same = left.get(i).head().equals(part.head());
        found = same && left.get(i).tests().keySet().containsAll(part.tests().keySet()) ? i : -1;
      }
      if (found < 0) {
        return false;
      }
      left.remove(found);
    }
    return true;
  }
}
