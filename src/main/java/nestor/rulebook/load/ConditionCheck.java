package nestor.rulebook.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.BuiltInNames;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.FieldType;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.VariableScope.Meaning;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/** Check that the conditions of one rule name types, fields, values and thresholds that exist. */
final class ConditionCheck {
  private static final List<BigDecimal> PLAIN_NUMBERS = List.of(BigDecimal.ZERO, BigDecimal.ONE);
  private static final Set<String> FUNCTIONS =
      Set.of("count", "sum", "min", "max", "average", "collectSet", BuiltInNames.MEDIAN_GAP);

  private final Map<String, FactType> shapes;
  private final Map<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final List<Diagnostic> faults;
  private final Set<String> typesRead = new LinkedHashSet<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();

  /**
   * @param faultyThresholds names of thresholds that are there, and of which a fault tells already
   */
  ConditionCheck(
      Map<String, FactType> shapes,
      Map<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      List<Diagnostic> faults) {
    this.shapes = shapes;
    this.thresholds = thresholds;
    this.faultyThresholds = faultyThresholds;
    this.faults = faults;
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
    if (condition instanceof Pattern pattern) {
      pattern(pattern, scope);
    } else if (condition instanceof Not not) {
      group(not.of(), scope.inner());
    } else if (condition instanceof Exists exists) {
      group(exists.of(), scope.inner());
    } else if (condition instanceof Accumulate accumulate) {
      aggregate(accumulate, scope);
    }
  }

  private void group(List<Condition> conditions, VariableScope scope) {
    conditions.forEach(condition -> check(condition, scope));
  }

  private void aggregate(Accumulate aggregate, VariableScope scope) {
    VariableScope inner = scope.inner();
    group(aggregate.over(), inner);
    for (Condition.Function function : aggregate.functions()) {
      if (!FUNCTIONS.contains(function.name())) {
        faults.add(
            function
                .position()
                .fault(
                    "'" + function.name() + "' is no function of accumulate",
                    Suggestions.cure(function.name(), FUNCTIONS)));
      }
      Meaning of =
          function.argument() == null
              ? Meaning.amount(null)
              : meaning(function.argument(), null, inner);
      if (function.argument() == null
          && !function.name().equals("count")
          && FUNCTIONS.contains(function.name())) {
        faults.add(
            function
                .position()
                .fault(
                    function.name() + "() has nothing to work on",
                    "bind the field in the pattern ($x : field) and write "
                        + function.name()
                        + "($x)"));
      }
      boolean gap = function.name().equals(BuiltInNames.MEDIAN_GAP);
      if (gap && of.type() != null && of.type() != FieldType.DATE) {
        faults.add(
            function
                .position()
                .fault(
                    function.name() + " counts the days between dates, and this is no date",
                    "bind a date in the pattern ($d : date) and write "
                        + function.name()
                        + "($d)"));
      }
      boolean count = function.name().equals("count");
      bind(
          function.binding(),
          new Meaning(
              function.name().equals("collectSet")
                  ? FieldType.LIST
                  : count || gap || of.isAmount() ? FieldType.NUMBER : of.type(),
              null,
              null,
              gap ? "days" : count ? null : of.unit(),
              true),
          scope,
          function.position());
    }
    aggregate.tests().forEach(test -> truth(test, null, scope));
  }

  private void pattern(Pattern pattern, VariableScope scope) {
    if (pattern.from() != null) {
      element(pattern, pattern.from(), scope);
      return;
    }
    FactType factType = shapes.get(pattern.type());
    if (factType == null) {
      faults.add(
          pattern
              .position()
              .fault(
                  "there is no type '" + pattern.type() + "'",
                  Suggestions.cure(pattern.type(), shapes.keySet())));
      bindAll(pattern, scope);
      return;
    }
    typesRead.add(factType.type());
    String unit = factType.type().equals(BuiltInTypes.THRESHOLD) ? threshold(pattern) : null;
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        truth(test.expression(), factType, scope);
      } else {
        Meaning meaning = meaning(test.expression(), factType, scope);
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
    Meaning list = meaning(from, null, scope);
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
      truth(test.expression(), text, scope);
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
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.operator() == Comparator.EQUAL
          && comparison.left() instanceof Expression.FieldOf field
          && field.field().equals("name")
          && comparison.right() instanceof Expression.Literal literal) {
        String name = String.valueOf(literal.value());
        SourcePosition at = literal.position();
        Threshold threshold = thresholds.get(name);
        if (threshold == null && faultyThresholds.contains(name)) {
          return "";
        }
        if (threshold == null) {
          faults.add(
              at.fault(
                  "there is no threshold '" + name + "' in thresholds.yaml",
                  Suggestions.cure(name, thresholds.keySet())));
          // The one that was meant is read, once this is put right.
          Suggestions.to(name, thresholds.keySet()).ifPresent(thresholdsRead::add);
          return "";
        }
        thresholdsRead.add(name);
        if (!threshold.inDays()) {
          pattern.tests().stream()
              .filter(
                  t ->
                      t.expression() instanceof Expression.FieldOf cut
                          && (cut.field().equals("since") || cut.field().equals("until")))
              .forEach(
                  t ->
                      faults.add(
                          t.position()
                              .fault(
                                  "'"
                                      + name
                                      + "' counts "
                                      + threshold.unit()
                                      + " and has no cut-off date",
                                  "compare with its value, or give it the unit days")));
        }
        return threshold.unit();
      }
    }
    faults.add(
        pattern
            .position()
            .fault(
                "this does not say which threshold",
                "write Threshold(name == \"...\", $limit : value)"));
    return "";
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

  private void truth(Expression expression, @Nullable FactType factType, VariableScope scope) {
    if (expression instanceof Expression.And and) {
      truth(and.left(), factType, scope);
      truth(and.right(), factType, scope);
    } else if (expression instanceof Expression.Or either) {
      truth(either.left(), factType, scope);
      truth(either.right(), factType, scope);
    } else if (expression instanceof Expression.Comparison comparison) {
      comparison(comparison, factType, scope);
    } else if (expression instanceof Expression.Membership membership) {
      Meaning value = meaning(membership.value(), factType, scope);
      for (Expression option : membership.options()) {
        same(value, meaning(option, factType, scope), membership.position());
        choice(value, option);
      }
    } else {
      meaning(expression, factType, scope);
      faults.add(
          expression
              .position()
              .fault("this is a value, not a test", "compare it: field == true, or field != null"));
    }
  }

  private void comparison(
      Expression.Comparison comparison, @Nullable FactType factType, VariableScope scope) {
    Meaning left = meaning(comparison.left(), factType, scope);
    Meaning right = meaning(comparison.right(), factType, scope);
    SourcePosition position = comparison.position();
    switch (comparison.operator()) {
      case EQUAL, NOT_EQUAL -> {
        if (left.type() == FieldType.LIST || right.type() == FieldType.LIST) {
          faults.add(
              position.fault(
                  "a list is compared as if it were one value",
                  "write list contains \"x\", or list.size == 0 for an empty one"));
          return;
        }
        same(left, right, position);
        choice(left, comparison.right());
        choice(right, comparison.left());
      }
      case LESS, AT_MOST, GREATER, AT_LEAST -> {
        same(left, right, position);
        if (left.type() == FieldType.TEXT
            || left.type() == FieldType.YES_NO
            || left.type() == FieldType.LIST) {
          faults.add(
              position.fault(
                  "'" + comparison.operator().symbol() + "' orders numbers and dates only",
                  "use == or !="));
        }
      }
      case CONTAINS, NOT_CONTAINS -> {
        expect(left, FieldType.LIST, position);
        expect(right, FieldType.TEXT, position);
        choice(left, comparison.right());
      }
      case MEMBER_OF, NOT_MEMBER_OF -> {
        expect(left, FieldType.TEXT, position);
        expect(right, FieldType.LIST, position);
      }
      case STARTS_WITH -> {
        expect(left, FieldType.TEXT, position);
        expect(right, FieldType.TEXT, position);
      }
    }
  }

  private void expect(Meaning meaning, FieldType type, SourcePosition position) {
    if (meaning.type() != null && meaning.type() != type) {
      faults.add(
          position.fault(
              "a " + words(meaning.type()) + " stands where a " + words(type) + " is due",
              "contains asks a list for a text; memberOf asks whether a text is in a list"));
    }
  }

  private void same(Meaning left, Meaning right, SourcePosition position) {
    boolean comparable =
        left.type() == null
            || right.type() == null
            || left.type() == right.type()
            || (left.isAmount() && right.isAmount());
    boolean factWithValue =
        (left.fact() != null && right.type() != null)
            || (right.fact() != null && left.type() != null);
    if (!comparable || factWithValue) {
      faults.add(
          position.fault(
              "a " + words(left) + " is compared with a " + words(right),
              comparableTo(left, right)));
    }
  }

  private static String comparableTo(Meaning left, Meaning right) {
    List<@Nullable FieldType> types = new ArrayList<>();
    types.add(left.type());
    types.add(right.type());
    boolean amount = left.isAmount() || right.isAmount();
    if (types.contains(FieldType.DATE) && (amount || types.contains(FieldType.TEXT))) {
      return "compare it with $since or $until of a threshold in days";
    }
    if (types.contains(FieldType.YES_NO)) {
      return "write == true or == false, without quotes";
    }
    if (types.contains(FieldType.TEXT) && amount) {
      return "read the number with Threshold(name == \"...\", $limit : value), without quotes";
    }
    if (left.fact() != null || right.fact() != null) {
      return "compare with a field of it: $variable.field";
    }
    return "compare values of the same type";
  }

  private static String words(Meaning meaning) {
    return meaning.fact() != null
        ? meaning.fact().type()
        : meaning.type() == null ? "value" : words(meaning.type());
  }

  private static String words(FieldType type) {
    return switch (type) {
      case TEXT -> "text";
      case COUNT, NUMBER -> "number";
      case YES_NO -> "yes/no";
      case DATE -> "date";
      case LIST -> "list";
    };
  }

  private void choice(Meaning of, Expression literal) {
    if (of.field() != null
        && !of.field().choices().isEmpty()
        && literal instanceof Expression.Literal given
        && given.value() instanceof String text
        && !of.field().choices().contains(text)) {
      faults.add(
          given
              .position()
              .fault(
                  "'" + text + "' is no value of " + of.field().name(),
                  Suggestions.cure(text, of.field().choices())));
    }
  }

  private Meaning meaning(Expression expression, @Nullable FactType factType, VariableScope scope) {
    if (expression instanceof Expression.Literal literal) {
      return literal(literal);
    }
    if (expression instanceof Expression.FieldOf field) {
      return field(field, factType, scope);
    }
    if (expression instanceof Expression.Variable variable) {
      Meaning meaning = scope.get(variable.name());
      return meaning == null ? unbound(variable.name(), variable.position(), scope) : meaning;
    }
    if (expression instanceof Expression.VariableField member) {
      return member(member, scope);
    }
    if (expression instanceof Expression.Size size) {
      expect(meaning(size.list(), factType, scope), FieldType.LIST, size.position());
      return Meaning.amount(null);
    }
    if (expression instanceof Expression.Arithmetic arithmetic) {
      Meaning left = operand(arithmetic.left(), factType, scope);
      Meaning right = operand(arithmetic.right(), factType, scope);
      return Meaning.amount(left.unit() == null ? right.unit() : left.unit());
    }
    truth(expression, factType, scope);
    return new Meaning(FieldType.YES_NO, null, null, null, true);
  }

  private Meaning operand(Expression expression, @Nullable FactType factType, VariableScope scope) {
    Meaning meaning = meaning(expression, factType, scope);
    if (!meaning.sure() || (meaning.type() != null && !meaning.isAmount())) {
      faults.add(
          expression
              .position()
              .fault(
                  "this value may be missing, or is no number, and cannot be calculated with",
                  "calculate with thresholds, numbers and results of accumulate only"));
    }
    return meaning;
  }

  private Meaning literal(Expression.Literal literal) {
    Object value = literal.value();
    if (value == null) {
      return Meaning.NULL;
    }
    if (value instanceof BigDecimal number) {
      if (PLAIN_NUMBERS.stream().noneMatch(n -> n.compareTo(number) == 0)) {
        faults.add(
            literal
                .position()
                .fault(
                    "the number " + number + " stands inside a rule",
                    "give it a name in thresholds.yaml and read it with Threshold(name == \"...\", $limit : value)"));
      }
      return Meaning.amount(null);
    }
    return new Meaning(
        value instanceof Boolean ? FieldType.YES_NO : FieldType.TEXT, null, null, null, true);
  }

  private Meaning field(Expression.FieldOf of, @Nullable FactType factType, VariableScope scope) {
    if (factType == null) {
      faults.add(
          of.position()
              .fault(
                  "'" + of.field() + "' stands outside a pattern",
                  "use a $variable that is bound before"));
      return Meaning.UNCLEAR;
    }
    if (of.field().equals("this")) {
      return factType.type().equals("String")
          ? new Meaning(FieldType.TEXT, null, null, null, true)
          : Meaning.of(factType);
    }
    if (factType.field(of.field()).isEmpty()) {
      String meant = meant(of.field(), scope);
      if (meant != null) {
        faults.add(
            of.position().fault(factType.type() + " has no field '" + of.field() + "'", meant));
        return Meaning.UNCLEAR;
      }
    }
    return of(factType, of.field(), of.position());
  }

  /** What a bare word was meant to be, where it is no field; null where nothing suggests itself. */
  private static @Nullable String meant(String word, VariableScope scope) {
    for (String variable : scope.variables()) {
      if (variable.equals("$" + word)) {
        return "did you mean '" + variable + "'?";
      }
    }
    return switch (word) {
      case "yes", "Yes", "True" -> "write true";
      case "no", "No", "False" -> "write false";
      case "none", "nothing", "empty", "nil" -> "write null";
      default -> null;
    };
  }

  private Meaning of(FactType factType, String name, SourcePosition position) {
    return factType
        .field(name)
        .map(Meaning::of)
        .orElseGet(
            () -> {
              List<String> names = new ArrayList<>();
              factType.fields().forEach(f -> names.add(f.name()));
              faults.add(
                  position.fault(
                      factType.type() + " has no field '" + name + "'",
                      Suggestions.cure(name, names)));
              return Meaning.UNCLEAR;
            });
  }

  /** The meaning of {@code $variable.field}; faults are added. */
  Meaning member(Expression.VariableField member, VariableScope scope) {
    Meaning owner = scope.get(member.variable());
    if (owner == null) {
      return unbound(member.variable(), member.position(), scope);
    }
    if (owner.fact() == null) {
      if (owner.type() != null) {
        faults.add(
            member
                .position()
                .fault(
                    member.variable() + " is a value and has no fields",
                    "write " + member.variable() + " alone"));
      }
      return Meaning.UNCLEAR;
    }
    return of(owner.fact(), member.field(), member.position());
  }

  private Meaning unbound(String variable, SourcePosition position, VariableScope scope) {
    List<String> known = new ArrayList<>();
    scope.variables().forEach(known::add);
    faults.add(
        position.fault(
            variable + " is not bound here",
            known.isEmpty()
                ? "bind it before: " + variable + " : field"
                : Suggestions.cure(variable, known)));
    return Meaning.UNCLEAR;
  }
}
