package nestor.rulebook.load;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.FieldType;
import nestor.rulebook.Threshold;
import nestor.rulebook.Unit;
import nestor.rulebook.load.VariableScope.Meaning;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;

/**
 * Check of one rule's conditions: their types, thresholds and functions exist, and variables are
 * bound once. What stands inside a pattern's parentheses is checked by {@link ExpressionCheck}. One
 * for each rule, since it keeps what the rule reads.
 */
final class ConditionCheck {
  private static final Set<String> FUNCTIONS =
      Set.of("count", "sum", "min", "max", "average", "collectSet", BuiltInNames.MEDIAN_GAP);

  private final Map<String, FactType> factTypes;
  private final Map<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final List<Diagnostic> faults;
  private final ExpressionCheck expressions;
  private final Set<String> typesRead = new LinkedHashSet<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();

  /**
   * @param faultyThresholds names of thresholds that are there and have a fault already
   */
  ConditionCheck(
      Map<String, FactType> factTypes,
      Map<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      List<Diagnostic> faults) {
    this.factTypes = factTypes;
    this.thresholds = thresholds;
    this.faultyThresholds = faultyThresholds;
    this.faults = faults;
    this.expressions = new ExpressionCheck(faults);
  }

  /** The types of fact that the conditions read. */
  Set<String> typesRead() {
    return typesRead;
  }

  /** The thresholds that the conditions read. */
  Set<String> thresholdsRead() {
    return thresholdsRead;
  }

  /** Checks the conditions and returns the variables that the consequence can use. */
  VariableScope check(List<Condition> conditions) {
    VariableScope scope = new VariableScope();
    conditions.forEach(condition -> check(condition, scope));
    return scope;
  }

  private void check(Condition condition, VariableScope scope) {
    condition.visit(
        pattern -> pattern(pattern, scope),
        not -> group(not.of(), scope.inner()),
        exists -> group(exists.of(), scope.inner()),
        accumulate -> accumulate(accumulate, scope));
  }

  private void group(List<Condition> conditions, VariableScope scope) {
    conditions.forEach(condition -> check(condition, scope));
  }

  private void accumulate(Accumulate accumulate, VariableScope scope) {
    VariableScope inner = scope.inner();
    group(accumulate.over(), inner);
    for (Condition.Function function : accumulate.functions()) {
      bind(function.binding(), result(function, inner), scope, function.position());
    }
    accumulate.tests().forEach(test -> expressions.test(test, null, scope));
  }

  /** The meaning of what a function of accumulate gives; its faults are added. */
  private Meaning result(Condition.Function function, VariableScope inner) {
    String name = function.name();
    SourcePosition position = function.position();
    if (!FUNCTIONS.contains(name)) {
      faults.add(
          position.fault(
              "'" + name + "' is no function of accumulate", Suggestions.cure(name, FUNCTIONS)));
    }
    boolean count = name.equals("count");
    boolean gap = name.equals(BuiltInNames.MEDIAN_GAP);
    Meaning of =
        function.argument() == null
            ? Meaning.amount(null)
            : expressions.meaning(function.argument(), null, inner);
    if (function.argument() == null && !count && FUNCTIONS.contains(name)) {
      faults.add(
          position.fault(
              name + "() has nothing to work on",
              "bind the field in the pattern ($x : field) and write " + name + "($x)"));
    }
    if (gap && of.type() != null && of.type() != FieldType.DATE) {
      faults.add(
          position.fault(
              name + " counts the days between dates, and this is no date",
              "bind a date in the pattern ($d : date) and write " + name + "($d)"));
    }
    FieldType type =
        name.equals("collectSet")
            ? FieldType.LIST
            : count || gap || of.isAmount() ? FieldType.NUMBER : of.type();
    return new Meaning(type, null, null, gap ? Unit.DAYS.text() : count ? null : of.unit(), true);
  }

  private void pattern(Pattern pattern, VariableScope scope) {
    if (pattern.from() != null) {
      element(pattern, pattern.from(), scope);
      return;
    }
    FactType factType = factTypes.get(pattern.type());
    if (factType == null) {
      faults.add(
          pattern
              .position()
              .fault(
                  "there is no type '" + pattern.type() + "'",
                  Suggestions.cure(pattern.type(), factTypes.keySet())));
      bindAll(pattern, scope);
      return;
    }
    typesRead.add(factType.type());
    String unit = factType.type().equals(BuiltInTypes.THRESHOLD) ? threshold(pattern) : null;
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        expressions.test(test.expression(), factType, scope);
      } else {
        Meaning meaning = expressions.meaning(test.expression(), factType, scope);
        bind(
            test.binding(),
            unit != null && meaning.isAmount() ? Meaning.amount(unit) : meaning,
            scope,
            test.position());
      }
    }
    if (pattern.binding() != null) {
      bind(pattern.binding(), Meaning.of(factType), scope, pattern.position());
    }
  }

  private void element(Pattern pattern, Expression from, VariableScope scope) {
    Meaning list = expressions.meaning(from, null, scope);
    if (!pattern.type().equals("String")
        || (list.type() != null && list.type() != FieldType.LIST)) {
      faults.add(
          pattern
              .position()
              .fault(
                  "only the texts of a list can be taken with from",
                  "write $x : String() from $list"));
    }
    FactType text = new FactType("String", FactType.Kind.ENGINE, List.of(), null, "");
    for (Condition.Test test : pattern.tests()) {
      expressions.test(test.expression(), text, scope);
    }
    if (pattern.binding() != null) {
      bind(
          pattern.binding(),
          new Meaning(FieldType.TEXT, null, null, null, true),
          scope,
          pattern.position());
    }
  }

  /** The unit of the threshold that a pattern names; an empty text where it names none. */
  private String threshold(Pattern pattern) {
    Optional<Expression.Literal> named = Conditions.requiredLiteral(pattern, "name");
    if (named.isEmpty()) {
      faults.add(
          pattern
              .position()
              .fault(
                  "this does not say which threshold",
                  "write Threshold(name == \"...\", $limit : value)"));
      return "";
    }
    String name = String.valueOf(named.get().value());
    Threshold threshold = thresholds.get(name);
    if (threshold == null) {
      if (!faultyThresholds.contains(name)) {
        faults.add(
            named
                .get()
                .position()
                .fault(
                    "there is no threshold '" + name + "' in thresholds.yaml",
                    Suggestions.cure(name, thresholds.keySet())));
        // The one that was meant is read, once this is put right.
        Suggestions.to(name, thresholds.keySet()).ifPresent(thresholdsRead::add);
      }
      return "";
    }
    thresholdsRead.add(name);
    if (!threshold.inDays()) {
      withoutDates(pattern, name, threshold.unit());
    }
    return threshold.unit();
  }

  /** A threshold of another unit than days has no dates to read. */
  private void withoutDates(Pattern pattern, String name, String unit) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.FieldOf date
          && (date.field().equals("since") || date.field().equals("until"))) {
        faults.add(
            test.position()
                .fault(
                    "'" + name + "' counts " + unit + " and has no cut-off date",
                    "compare with its value, or give it the unit days"));
      }
    }
  }

  private void bindAll(Pattern pattern, VariableScope scope) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        scope.bind(test.binding(), Meaning.UNCLEAR);
      }
    }
    if (pattern.binding() != null) {
      scope.bind(pattern.binding(), Meaning.UNCLEAR);
    }
  }

  private void bind(
      String variable, Meaning meaning, VariableScope scope, SourcePosition position) {
    if (scope.get(variable) != null) {
      faults.add(position.fault(variable + " is bound twice", "give one of them another name"));
    }
    scope.bind(variable, meaning);
  }

  /** The meaning of {@code $variable.field}; faults are added. */
  Meaning member(Expression.VariableField member, VariableScope scope) {
    return expressions.member(member, scope);
  }
}
