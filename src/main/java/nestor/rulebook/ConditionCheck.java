package nestor.rulebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.rulebook.Scope.Meaning;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.Place;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the conditions of one rule speak of types, fields, values and thresholds that exist.
 */
final class ConditionCheck {
  private static final List<BigDecimal> PLAIN_NUMBERS = List.of(BigDecimal.ZERO, BigDecimal.ONE);
  private static final Set<String> FUNCTIONS =
      Set.of("count", "sum", "min", "max", "average", "collectSet", MedianGap.NAME);

  private final Map<String, Shape> shapes;
  private final Map<String, Threshold> thresholds;
  private final Set<String> faultyThresholds;
  private final List<Fault> faults;
  private final Set<String> typesRead = new LinkedHashSet<>();
  private final Set<String> thresholdsRead = new LinkedHashSet<>();

  /**
   * @param faultyThresholds names of thresholds that are there, and of which a fault tells already
   */
  ConditionCheck(
      Map<String, Shape> shapes,
      Map<String, Threshold> thresholds,
      Set<String> faultyThresholds,
      List<Fault> faults) {
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
  Scope check(List<Condition> conditions) {
    Scope scope = new Scope();
    conditions.forEach(condition -> check(condition, scope));
    return scope;
  }

  private void check(Condition condition, Scope scope) {
    if (condition instanceof Pattern pattern) {
      pattern(pattern, scope);
    } else if (condition instanceof Absence absence) {
      group(absence.of(), scope.inner());
    } else if (condition instanceof Presence presence) {
      group(presence.of(), scope.inner());
    } else if (condition instanceof Aggregate aggregate) {
      aggregate(aggregate, scope);
    }
  }

  private void group(List<Condition> conditions, Scope scope) {
    conditions.forEach(condition -> check(condition, scope));
  }

  private void aggregate(Aggregate aggregate, Scope scope) {
    Scope inner = scope.inner();
    group(aggregate.over(), inner);
    for (Condition.Function function : aggregate.functions()) {
      if (!FUNCTIONS.contains(function.name())) {
        faults.add(
            function
                .place()
                .fault(
                    "'" + function.name() + "' is no function of accumulate",
                    Nearest.cure(function.name(), FUNCTIONS)));
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
                .place()
                .fault(
                    function.name() + "() has nothing to work on",
                    "bind the field in the pattern ($x : field) and write "
                        + function.name()
                        + "($x)"));
      }
      boolean gap = function.name().equals(MedianGap.NAME);
      if (gap && of.type() != null && of.type() != FieldType.DATE) {
        faults.add(
            function
                .place()
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
          function.place());
    }
    aggregate.tests().forEach(test -> truth(test, null, scope));
  }

  private void pattern(Pattern pattern, Scope scope) {
    if (pattern.from() != null) {
      element(pattern, pattern.from(), scope);
      return;
    }
    Shape shape = shapes.get(pattern.type());
    if (shape == null) {
      faults.add(
          pattern
              .place()
              .fault(
                  "there is no type '" + pattern.type() + "'",
                  Nearest.cure(pattern.type(), shapes.keySet())));
      bindAll(pattern, scope);
      return;
    }
    typesRead.add(shape.type());
    String unit = shape.type().equals(EngineFacts.THRESHOLD) ? threshold(pattern) : null;
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        truth(test.expression(), shape, scope);
      } else {
        Meaning meaning = meaning(test.expression(), shape, scope);
        bind(
            test.binding(),
            unit != null && meaning.isAmount() ? Meaning.amount(unit) : meaning,
            scope,
            test.place());
      }
    }
    if (pattern.binding() != null) {
      bind(pattern.binding(), Meaning.of(shape), scope, pattern.place());
    }
  }

  private void element(Pattern pattern, Expression from, Scope scope) {
    Meaning list = meaning(from, null, scope);
    if (!pattern.type().equals("String")
        || (list.type() != null && list.type() != FieldType.LIST)) {
      faults.add(
          pattern
              .place()
              .fault(
                  "only the texts of a list can be taken with from",
                  "write $x : String() from $list"));
    }
    Shape text = new Shape("String", Shape.Kind.ENGINE, List.of(), null, "");
    for (Condition.Test test : pattern.tests()) {
      truth(test.expression(), text, scope);
    }
    if (pattern.binding() != null) {
      bind(
          pattern.binding(),
          new Meaning(FieldType.TEXT, null, null, null, true),
          scope,
          pattern.place());
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
        Place at = literal.place();
        Threshold threshold = thresholds.get(name);
        if (threshold == null && faultyThresholds.contains(name)) {
          return "";
        }
        if (threshold == null) {
          faults.add(
              at.fault(
                  "there is no threshold '" + name + "' in thresholds.yaml",
                  Nearest.cure(name, thresholds.keySet())));
          // The one that was meant is read, once this is put right.
          Nearest.to(name, thresholds.keySet()).ifPresent(thresholdsRead::add);
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
                          t.place()
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
            .place()
            .fault(
                "this does not say which threshold",
                "write Threshold(name == \"...\", $limit : value)"));
    return "";
  }

  private void bindAll(Pattern pattern, Scope scope) {
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        scope.bind(test.binding(), Meaning.UNCLEAR);
      }
    }
    if (pattern.binding() != null) {
      scope.bind(pattern.binding(), Meaning.UNCLEAR);
    }
  }

  private void bind(String variable, Meaning meaning, Scope scope, Place place) {
    if (scope.get(variable) != null) {
      faults.add(place.fault(variable + " is bound twice", "give one of them another name"));
    }
    scope.bind(variable, meaning);
  }

  private void truth(Expression expression, @Nullable Shape shape, Scope scope) {
    if (expression instanceof Expression.Both both) {
      truth(both.left(), shape, scope);
      truth(both.right(), shape, scope);
    } else if (expression instanceof Expression.Either either) {
      truth(either.left(), shape, scope);
      truth(either.right(), shape, scope);
    } else if (expression instanceof Expression.Comparison comparison) {
      comparison(comparison, shape, scope);
    } else if (expression instanceof Expression.Membership membership) {
      Meaning value = meaning(membership.value(), shape, scope);
      for (Expression option : membership.options()) {
        same(value, meaning(option, shape, scope), membership.place());
        choice(value, option);
      }
    } else {
      meaning(expression, shape, scope);
      faults.add(
          expression
              .place()
              .fault("this is a value, not a test", "compare it: field == true, or field != null"));
    }
  }

  private void comparison(Expression.Comparison comparison, @Nullable Shape shape, Scope scope) {
    Meaning left = meaning(comparison.left(), shape, scope);
    Meaning right = meaning(comparison.right(), shape, scope);
    Place place = comparison.place();
    switch (comparison.operator()) {
      case EQUAL, NOT_EQUAL -> {
        if (left.type() == FieldType.LIST || right.type() == FieldType.LIST) {
          faults.add(
              place.fault(
                  "a list is compared as if it were one value",
                  "write list contains \"x\", or list.size == 0 for an empty one"));
          return;
        }
        same(left, right, place);
        choice(left, comparison.right());
        choice(right, comparison.left());
      }
      case LESS, AT_MOST, GREATER, AT_LEAST -> {
        same(left, right, place);
        if (left.type() == FieldType.TEXT
            || left.type() == FieldType.YES_NO
            || left.type() == FieldType.LIST) {
          faults.add(
              place.fault(
                  "'" + comparison.operator().symbol() + "' orders numbers and dates only",
                  "use == or !="));
        }
      }
      case CONTAINS, NOT_CONTAINS -> {
        expect(left, FieldType.LIST, place);
        expect(right, FieldType.TEXT, place);
        choice(left, comparison.right());
      }
      case MEMBER_OF, NOT_MEMBER_OF -> {
        expect(left, FieldType.TEXT, place);
        expect(right, FieldType.LIST, place);
      }
      case STARTS_WITH -> {
        expect(left, FieldType.TEXT, place);
        expect(right, FieldType.TEXT, place);
      }
    }
  }

  private void expect(Meaning meaning, FieldType type, Place place) {
    if (meaning.type() != null && meaning.type() != type) {
      faults.add(
          place.fault(
              "a " + words(meaning.type()) + " stands where a " + words(type) + " is due",
              "contains asks a list for a text; memberOf asks whether a text is in a list"));
    }
  }

  private void same(Meaning left, Meaning right, Place place) {
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
          place.fault(
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
              .place()
              .fault(
                  "'" + text + "' is no value of " + of.field().name(),
                  Nearest.cure(text, of.field().choices())));
    }
  }

  private Meaning meaning(Expression expression, @Nullable Shape shape, Scope scope) {
    if (expression instanceof Expression.Literal literal) {
      return literal(literal);
    }
    if (expression instanceof Expression.FieldOf field) {
      return field(field, shape, scope);
    }
    if (expression instanceof Expression.Variable variable) {
      Meaning meaning = scope.get(variable.name());
      return meaning == null ? unbound(variable.name(), variable.place(), scope) : meaning;
    }
    if (expression instanceof Expression.VariableField member) {
      return member(member, scope);
    }
    if (expression instanceof Expression.Size size) {
      expect(meaning(size.list(), shape, scope), FieldType.LIST, size.place());
      return Meaning.amount(null);
    }
    if (expression instanceof Expression.Arithmetic arithmetic) {
      Meaning left = operand(arithmetic.left(), shape, scope);
      Meaning right = operand(arithmetic.right(), shape, scope);
      return Meaning.amount(left.unit() == null ? right.unit() : left.unit());
    }
    truth(expression, shape, scope);
    return new Meaning(FieldType.YES_NO, null, null, null, true);
  }

  private Meaning operand(Expression expression, @Nullable Shape shape, Scope scope) {
    Meaning meaning = meaning(expression, shape, scope);
    if (!meaning.sure() || (meaning.type() != null && !meaning.isAmount())) {
      faults.add(
          expression
              .place()
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
                .place()
                .fault(
                    "the number " + number + " stands inside a rule",
                    "give it a name in thresholds.yaml and read it with Threshold(name == \"...\", $limit : value)"));
      }
      return Meaning.amount(null);
    }
    return new Meaning(
        value instanceof Boolean ? FieldType.YES_NO : FieldType.TEXT, null, null, null, true);
  }

  private Meaning field(Expression.FieldOf of, @Nullable Shape shape, Scope scope) {
    if (shape == null) {
      faults.add(
          of.place()
              .fault(
                  "'" + of.field() + "' stands outside a pattern",
                  "use a $variable that is bound before"));
      return Meaning.UNCLEAR;
    }
    if (of.field().equals("this")) {
      return shape.type().equals("String")
          ? new Meaning(FieldType.TEXT, null, null, null, true)
          : Meaning.of(shape);
    }
    if (shape.field(of.field()).isEmpty()) {
      String meant = meant(of.field(), scope);
      if (meant != null) {
        faults.add(of.place().fault(shape.type() + " has no field '" + of.field() + "'", meant));
        return Meaning.UNCLEAR;
      }
    }
    return of(shape, of.field(), of.place());
  }

  /** What a bare word was meant to be, where it is no field; null where nothing suggests itself. */
  private static @Nullable String meant(String word, Scope scope) {
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

  private Meaning of(Shape shape, String name, Place place) {
    return shape
        .field(name)
        .map(Meaning::of)
        .orElseGet(
            () -> {
              List<String> names = new ArrayList<>();
              shape.fields().forEach(f -> names.add(f.name()));
              faults.add(
                  place.fault(
                      shape.type() + " has no field '" + name + "'", Nearest.cure(name, names)));
              return Meaning.UNCLEAR;
            });
  }

  /** The meaning of {@code $variable.field}; faults are added. */
  Meaning member(Expression.VariableField member, Scope scope) {
    Meaning owner = scope.get(member.variable());
    if (owner == null) {
      return unbound(member.variable(), member.place(), scope);
    }
    if (owner.fact() == null) {
      if (owner.type() != null) {
        faults.add(
            member
                .place()
                .fault(
                    member.variable() + " is a value and has no fields",
                    "write " + member.variable() + " alone"));
      }
      return Meaning.UNCLEAR;
    }
    return of(owner.fact(), member.field(), member.place());
  }

  private Meaning unbound(String variable, Place place, Scope scope) {
    List<String> known = new ArrayList<>();
    scope.variables().forEach(known::add);
    faults.add(
        place.fault(
            variable + " is not bound here",
            known.isEmpty()
                ? "bind it before: " + variable + " : field"
                : Nearest.cure(variable, known)));
    return Meaning.UNCLEAR;
  }
}
