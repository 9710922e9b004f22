package nestor.rulebook.lint;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;

/** Variables that are bound and then used nowhere. */
final class UnusedVariables {
  private static final Pattern IN_REASON = Pattern.compile("\\{\\s*(\\$\\w+)");

  private final List<LintWarning> remarks;

  UnusedVariables(List<LintWarning> remarks) {
    this.remarks = remarks;
  }

  void of(ParsedRulebook parsed) {
    parsed.files().forEach(file -> file.rules().forEach(this::of));
  }

  private void of(RuleDeclaration rule) {
    Map<String, SourcePosition> bound = new LinkedHashMap<>();
    Set<String> used = new HashSet<>();
    conditions(rule.when(), bound, used);
    if (rule.then() instanceof Consequence.Advise advise) {
      Matcher reason = IN_REASON.matcher(advise.text());
      while (reason.find()) {
        used.add(reason.group(1));
      }
    } else if (rule.then() instanceof Consequence.Derive derive) {
      derive.arguments().forEach(argument -> uses(argument, used));
    }
    bound.forEach(
        (variable, position) -> {
          if (!used.contains(variable)) {
            remarks.add(
                new LintWarning(
                    LintWarning.Kind.UNUSED_VARIABLE,
                    position.fault(
                        variable + " is bound and not used", "leave it out, or use it")));
          }
        });
  }

  private void conditions(
      List<Condition> conditions, Map<String, SourcePosition> bound, Set<String> used) {
    for (Condition condition : conditions) {
      if (condition instanceof Condition.Pattern pattern) {
        if (pattern.binding() != null) {
          bound.putIfAbsent(pattern.binding(), pattern.position());
        }
        for (Condition.Test test : pattern.tests()) {
          if (test.binding() != null) {
            bound.putIfAbsent(test.binding(), test.position());
          }
          uses(test.expression(), used);
        }
        if (pattern.from() != null) {
          uses(pattern.from(), used);
        }
      } else {
        conditions(Patterns.inner(condition), bound, used);
      }
      if (condition instanceof Condition.Accumulate accumulate) {
        // A result is bound by the grammar, wanted or not; only what feeds it can be left out.
        for (Condition.Function function : accumulate.functions()) {
          if (function.argument() != null) {
            uses(function.argument(), used);
          }
        }
        accumulate.tests().forEach(test -> uses(test, used));
      }
    }
  }

  private static void uses(Expression expression, Set<String> used) {
    Patterns.each(
        expression,
        e -> {
          if (e instanceof Expression.Variable variable) {
            used.add(variable.name());
          } else if (e instanceof Expression.VariableField member) {
            used.add(member.variable());
          }
        });
  }
}
