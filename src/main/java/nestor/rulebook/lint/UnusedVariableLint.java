package nestor.rulebook.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.Rule;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.RuleDeclaration;
import org.jspecify.annotations.Nullable;

/** Lint {@code unused-variable}: variables that are bound and used nowhere. */
final class UnusedVariableLint implements Lint {
  private static final Pattern IN_REASON = Pattern.compile("\\{\\s*(\\$\\w+)");

  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.UNUSED_VARIABLE;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    Map<String, Set<String>> named = new HashMap<>();
    derivations
        .guidance()
        .forEach(
            rule -> {
              Set<String> ofRule =
                  named.computeIfAbsent(Rule.idOf(rule.name()), i -> new HashSet<>());
              rule.annotation("title").ifPresent(title -> named(title.value(), ofRule));
              rule.annotation("action").ifPresent(action -> named(action.value(), ofRule));
            });
    derivations
        .rules()
        .forEach(rule -> check(rule, named.getOrDefault(Rule.idOf(rule.name()), Set.of()), found));
  }

  /**
   * @param named the variables that title and action of the rule name
   */
  private static void check(RuleDeclaration rule, Set<String> named, Consumer<Diagnostic> found) {
    Map<String, SourcePosition> bound = new LinkedHashMap<>();
    Set<String> used = new HashSet<>(named);
    conditions(rule.when(), bound, used);
    rule.then()
        .visit(
            advise -> named(advise.text(), used),
            derive -> derive.arguments().forEach(argument -> reads(argument, used)),
            exclude -> named(exclude.text(), used));
    rule.annotation(Rule.Derivation.ASSUMES)
        .ifPresent(annotation -> named(annotation.value(), used));
    bound.forEach(
        (variable, position) -> {
          if (!used.contains(variable)) {
            found.accept(
                position.fault(variable + " is bound and not used", "leave it out, or use it"));
          }
        });
  }

  private static void named(String text, Set<String> used) {
    Matcher reason = IN_REASON.matcher(text);
    while (reason.find()) {
      used.add(reason.group(1));
    }
  }

  private static void conditions(
      List<Condition> conditions, Map<String, SourcePosition> bound, Set<String> used) {
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> pattern(pattern, bound, used),
          not -> conditions(not.of(), bound, used),
          exists -> conditions(exists.of(), bound, used),
          accumulate -> {
            conditions(accumulate.over(), bound, used);
            // A result is bound by the grammar, wanted or not; only what feeds it can be left out.
            accumulate.functions().forEach(function -> reads(function.argument(), used));
            accumulate.tests().forEach(test -> reads(test, used));
          });
    }
  }

  private static void pattern(
      Condition.Pattern pattern, Map<String, SourcePosition> bound, Set<String> used) {
    if (pattern.binding() != null) {
      bound.putIfAbsent(pattern.binding(), pattern.position());
    }
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bound.putIfAbsent(test.binding(), test.position());
      }
      reads(test.expression(), used);
    }
    reads(pattern.from(), used);
  }

  private static void reads(@Nullable Expression expression, Set<String> used) {
    if (expression != null) {
      used.addAll(expression.variables());
    }
  }
}
