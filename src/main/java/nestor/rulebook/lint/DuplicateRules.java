package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Annotation;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.RuleDeclaration;

/**
 * Lints {@code same-conditions} and {@code shadowed-case}: rules with the same conditions, and
 * cases that a wider case of their rule includes.
 */
final class DuplicateRules {

  private final List<LintWarning> warnings;

  DuplicateRules(List<LintWarning> warnings) {
    this.warnings = warnings;
  }

  /**
   * A case of a rule.
   *
   * @param sorted its conditions as texts, for a look at whether two are the same
   */
  private record Case(
      RuleDeclaration rule,
      String id,
      List<CanonicalForm.Part> parts,
      List<String> sorted,
      int urgency) {
    static Case of(RuleDeclaration rule, int urgency) {
      List<CanonicalForm.Part> parts = CanonicalForm.of(rule.when());
      return new Case(
          rule,
          Rule.idOf(rule.name()),
          parts,
          parts.stream().map(CanonicalForm.Part::toString).sorted().toList(),
          urgency);
    }
  }

  void of(ParsedRulebook parsed) {
    List<RuleDeclaration> rules = new ArrayList<>();
    parsed.files().forEach(file -> rules.addAll(file.rules()));
    Map<String, Integer> urgencies = new HashMap<>();
    for (RuleDeclaration rule : rules) {
      rule.annotation("priority")
          .map(Annotation::value)
          .ifPresent(p -> urgencies.put(rule.name(), Priority.WORDS.indexOf(p)));
    }
    List<Case> cases = new ArrayList<>();
    for (RuleDeclaration rule : rules) {
      if (rule.then() instanceof Consequence.Advise advise) {
        int own = urgencies.getOrDefault(Rule.idOf(rule.name()), Priority.WORDS.size());
        int raised = advise.priority() == null ? own : Priority.WORDS.indexOf(advise.priority());
        cases.add(Case.of(rule, Math.min(own, raised)));
      }
    }
    for (int i = 0; i < cases.size(); i++) {
      boolean same = false;
      for (int j = 0; j < i && !same; j++) {
        same = same(cases.get(j), cases.get(i));
      }
      if (!same) {
        shadowed(cases.get(i), cases);
      }
    }
  }

  private boolean same(Case former, Case latter) {
    boolean same = former.sorted().equals(latter.sorted());
    if (same) {
      warnings.add(
          new LintWarning(
              LintWarning.Kind.SAME_CONDITIONS,
              latter
                  .rule()
                  .position()
                  .fault(
                      "rule \""
                          + latter.rule().name()
                          + "\" has the conditions of \""
                          + former.rule().name()
                          + "\" in "
                          + former.rule().position().file()
                          + ":"
                          + former.rule().position().line(),
                      "tell the two apart by their conditions, or delete one")));
    }
    return same;
  }

  private void shadowed(Case narrow, List<Case> cases) {
    for (Case wide : cases) {
      if (!wide.rule().equals(narrow.rule())
          && wide.id().equals(narrow.id())
          && wide.urgency() <= narrow.urgency()
          && !wide.sorted().equals(narrow.sorted())
          && includes(narrow.parts(), wide.parts())) {
        warnings.add(
            new LintWarning(
                LintWarning.Kind.SHADOWED_CASE,
                narrow
                    .rule()
                    .position()
                    .fault(
                        "whenever \""
                            + narrow.rule().name()
                            + "\" holds, \""
                            + wide.rule().name()
                            + "\" in line "
                            + wide.rule().position().line()
                            + " holds too, with no lower priority",
                        "exclude the one from the other, raise the priority here, or delete this"
                            + " case")));
        return;
      }
    }
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
