package nestor.reasoning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Shape;
import nestor.rulebook.Threshold;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Absence;
import nestor.rulebook.language.Condition.Aggregate;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Condition.Presence;
import nestor.rulebook.language.Expression;
import org.jspecify.annotations.Nullable;

/** Conditions and the values that they read, in plain words. */
final class Words {
  private final Knowledge knowledge;
  private final Rulebook rulebook;
  private final Phrasing phrasing;
  private final Map<String, String> units = new HashMap<>();
  private final Map<String, String> called = new HashMap<>();

  Words(Knowledge knowledge, Phrasing phrasing) {
    this.knowledge = knowledge;
    this.rulebook = knowledge.rulebook();
    this.phrasing = phrasing;
  }

  /** Learns what the variables of conditions count. */
  void learn(List<Condition> conditions) {
    for (Condition condition : conditions) {
      if (condition instanceof Pattern pattern) {
        learn(pattern);
      } else if (condition instanceof Absence absence) {
        learn(absence.of());
      } else if (condition instanceof Presence presence) {
        learn(presence.of());
      } else if (condition instanceof Aggregate aggregate) {
        learn(aggregate.over());
        for (Condition.Function function : aggregate.functions()) {
          if (function.argument() instanceof Expression.Variable of
              && units.containsKey(of.name())
              && !function.name().equals("count")) {
            units.put(function.binding(), units.get(of.name()));
          }
        }
      }
    }
  }

  private void learn(Pattern pattern) {
    Threshold threshold = threshold(pattern);
    Shape shape = rulebook.shapes().get(pattern.type());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null && test.expression() instanceof Expression.FieldOf of) {
        String unit = null;
        if (threshold != null) {
          unit = threshold.unit();
        } else if (shape != null) {
          unit = shape.field(of.field()).map(Field::unit).orElse(null);
        }
        if (unit != null) {
          units.put(test.binding(), unit);
        }
      }
    }
  }

  /** The threshold that a pattern reads; null where it reads none, or any. */
  @Nullable Threshold threshold(Pattern pattern) {
    if (pattern.type().equals(EngineFacts.THRESHOLD)) {
      for (Condition.Test test : pattern.tests()) {
        if (test.expression() instanceof Expression.Comparison comparison
            && comparison.right() instanceof Expression.Literal name) {
          return rulebook.thresholds().get(String.valueOf(name.value()));
        }
      }
    }
    return null;
  }

  /**
   * A condition.
   *
   * @param ways the bindings with which it is met; a variable of one value is named by the value
   */
  String of(Condition condition, List<Bindings> ways) {
    if (condition instanceof Pattern pattern) {
      return pattern.from() == null
          ? pattern(pattern, ways, true)
          : "among " + side(pattern.from(), null, ways) + " one that " + tests(pattern, ways);
    }
    if (condition instanceof Absence absence) {
      boolean doc = absence.of().get(0) instanceof Pattern pattern && isDerived(pattern.type());
      return (doc ? "none of this: " : "no ") + group(absence.of(), ways);
    }
    if (condition instanceof Presence presence) {
      boolean doc = presence.of().get(0) instanceof Pattern pattern && isDerived(pattern.type());
      return (doc ? "at least once: " : "at least one ") + group(presence.of(), ways);
    }
    Aggregate aggregate = (Aggregate) condition;
    aggregate.functions().forEach(f -> called.put(f.binding(), function(f)));
    List<String> tests = new ArrayList<>();
    aggregate.tests().forEach(test -> tests.add(test(test, null, ways)));
    boolean doc =
        !aggregate.over().isEmpty()
            && aggregate.over().get(0) instanceof Pattern pattern
            && isDerived(pattern.type());
    String what =
        aggregate.over().isEmpty()
            ? ""
            : (doc ? "over all of this: " : "of every ") + group(aggregate.over(), ways);
    List<String> functions = new ArrayList<>();
    for (Condition.Function function : aggregate.functions()) {
      functions.add(function(function));
    }
    return String.join(" and ", functions)
        + " "
        + what
        + (tests.isEmpty() ? "" : ": " + String.join(" and ", tests));
  }

  /** What an aggregate works out. */
  String function(Condition.Function function) {
    String of =
        function.argument() instanceof Expression.Variable variable
            ? " " + variable(variable.name())
            : "";
    return switch (function.name()) {
      case "count" -> "the number";
      case "sum" -> "the sum of" + of;
      case "min" -> "the least" + of;
      case "max" -> "the greatest" + of;
      case "average" -> "the average" + of;
      case "collectSet" -> "all";
      default -> "the median of days between" + of;
    };
  }

  private String group(List<Condition> conditions, List<Bindings> ways) {
    List<String> parts = new ArrayList<>();
    for (Condition condition : conditions) {
      parts.add(
          condition instanceof Pattern pattern && pattern.from() == null
              ? pattern(pattern, ways, false)
              : of(condition, ways));
    }
    return String.join(" together with ", parts);
  }

  private String pattern(Pattern pattern, List<Bindings> ways, boolean article) {
    Threshold threshold = threshold(pattern);
    if (threshold != null) {
      return "the limit " + Labels.spaced(threshold.name());
    }
    String noun = noun(pattern.type());
    String tests = tests(pattern, ways);
    boolean derived = isDerived(pattern.type());
    return (article && !derived ? article(noun) : "")
        + noun
        + (tests.isEmpty() ? "" : (derived ? ", where " : " where ") + tests);
  }

  /** What a variable counts. */
  @Nullable String unitOf(String variable) {
    return units.get(variable);
  }

  /** What a type of fact is called. */
  String noun(String type) {
    Shape shape = rulebook.shapes().get(type);
    if (shape != null && isDerived(type)) {
      int end = shape.doc().indexOf(';');
      return Asking.uncapitalised(end < 0 ? shape.doc() : shape.doc().substring(0, end));
    }
    String noun = Labels.spaced(type);
    boolean mass =
        rulebook.vocabulary().ofType(type).filter(s -> s.name().equals(noun)).isPresent();
    return mass ? "entry of " + noun : noun;
  }

  private boolean isDerived(String type) {
    Shape shape = rulebook.shapes().get(type);
    return shape != null && shape.kind() == Shape.Kind.DERIVED && !shape.doc().isEmpty();
  }

  private static String article(String noun) {
    return noun.matches("[aeiou].*") && !noun.startsWith("one") ? "an " : "a ";
  }

  private String tests(Pattern pattern, List<Bindings> ways) {
    List<String> tests = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        tests.add(test(test.expression(), pattern.type(), ways));
      }
    }
    return String.join(", ", tests);
  }

  /** A test of a fact of a type, or of variables alone where the type is null. */
  String test(Expression test, @Nullable String type, List<Bindings> ways) {
    if (test instanceof Expression.Both both) {
      return test(both.left(), type, ways) + " and " + test(both.right(), type, ways);
    }
    if (test instanceof Expression.Either either) {
      return test(either.left(), type, ways) + " or " + test(either.right(), type, ways);
    }
    if (test instanceof Expression.Membership membership) {
      List<String> options = new ArrayList<>();
      membership.options().forEach(option -> options.add(side(option, null, ways)));
      return side(membership.value(), type, ways)
          + (membership.negated() ? " is none of " : " is ")
          + String.join(membership.negated() ? ", " : " or ", options);
    }
    Expression.Comparison comparison = (Expression.Comparison) test;
    String unit = unit(comparison.left(), type);
    if (unit == null) {
      unit = unit(comparison.right(), type);
    }
    Set<@Nullable Object> values = values(comparison.right(), ways);
    Object value = values.size() == 1 ? values.iterator().next() : comparison.right();
    return side(comparison.left(), type, ways)
        + " "
        + verb(
            comparison.operator(),
            value,
            isDate(comparison.left(), type) || value instanceof LocalDate,
            side(comparison.right(), type, ways, unit));
  }

  private static String verb(
      Expression.Comparator operator, @Nullable Object value, boolean date, String said) {
    return switch (operator) {
      case EQUAL -> value == null ? "is not on record" : "is " + said;
      case NOT_EQUAL -> value == null ? "is on record" : "is not " + said;
      case LESS -> (date ? "is before " : "is under ") + said;
      case AT_MOST -> date ? "is " + said + " or earlier" : "is at most " + said;
      case GREATER -> (date ? "is after " : "is over ") + said;
      case AT_LEAST -> date ? "is " + said + " or later" : "is at least " + said;
      case CONTAINS -> "includes " + said;
      case NOT_CONTAINS -> "does not include " + said;
      case MEMBER_OF -> "is among " + said;
      case NOT_MEMBER_OF -> "is not among " + said;
      case STARTS_WITH -> "begins with " + said;
    };
  }

  private boolean isDate(Expression side, @Nullable String type) {
    Shape shape = type == null ? null : rulebook.shapes().get(type);
    return shape != null
        && side instanceof Expression.FieldOf of
        && shape.field(of.field()).filter(f -> f.type() == FieldType.DATE).isPresent();
  }

  private String side(Expression side, @Nullable String type, List<Bindings> ways) {
    return side(side, type, ways, unit(side, type));
  }

  private String side(
      Expression side, @Nullable String type, List<Bindings> ways, @Nullable String unit) {
    if (side instanceof Expression.Literal literal) {
      return phrasing.value(literal.value(), unit);
    }
    if (side instanceof Expression.FieldOf field) {
      return field.field().equals("this") ? "it" : Labels.spaced(field.field());
    }
    if (side instanceof Expression.Size size) {
      return "the number of " + side(size.list(), type, ways);
    }
    Set<@Nullable Object> values = values(side, ways);
    Object only = values.size() == 1 ? values.iterator().next() : null;
    if (side instanceof Expression.Arithmetic arithmetic) {
      return only instanceof Number
          ? phrasing.value(only, unit)
          : side(arithmetic.left(), type, ways)
              + " "
              + (arithmetic.operator() == '*' ? '×' : arithmetic.operator())
              + " "
              + side(arithmetic.right(), type, ways);
    }
    boolean open = only instanceof Unknown unknown && !(unknown.range() instanceof Unknown.OneOf);
    if (only != null && !open && !(only instanceof Fact)) {
      return said(only, unit);
    }
    if (side instanceof Expression.Variable result && called.containsKey(result.name())) {
      return called.get(result.name());
    }
    String name =
        side instanceof Expression.VariableField member
            ? Labels.spaced(member.field())
            : side instanceof Expression.Variable variable ? variable(variable.name()) : "it";
    return ways.size() > 1 || open ? "the same " + name : "the " + name;
  }

  private static String variable(String name) {
    return Labels.spaced(name.replace("$", ""));
  }

  private Set<@Nullable Object> values(Expression side, List<Bindings> ways) {
    Set<@Nullable Object> values = new LinkedHashSet<>();
    for (Bindings way : ways) {
      try {
        values.add(knowledge.evaluation().value(side, null, way));
      } catch (IllegalStateException e) {
        // A variable that the condition itself binds has no value yet.
        return Set.of();
      }
    }
    return side instanceof Expression.FieldOf ? Set.of() : values;
  }

  private @Nullable String unit(Expression side, @Nullable String type) {
    if (side instanceof Expression.FieldOf field && type != null) {
      Shape shape = rulebook.shapes().get(type);
      return shape == null ? null : shape.field(field.field()).map(Field::unit).orElse(null);
    }
    return side instanceof Expression.Variable variable ? units.get(variable.name()) : null;
  }

  /** A value that was read: how long ago a day was, and what an unknown value can be. */
  String said(@Nullable Object value, @Nullable String unit) {
    if (value instanceof Unknown unknown) {
      if (unknown.range() instanceof Unknown.OneOf one && !unknown.offRecord()) {
        List<String> options = new ArrayList<>();
        one.options().stream()
            .filter(Objects::nonNull)
            .forEach(option -> options.add(phrasing.value(option, unit)));
        return String.join(" or ", options);
      }
      if (unknown.range() instanceof Unknown.Between between && !unknown.offRecord()) {
        return between.high() == null
            ? "at least " + phrasing.value(between.low(), unit)
            : "between "
                + phrasing.value(between.low(), unit)
                + " and "
                + phrasing.value(between.high(), unit);
      }
      return "not known";
    }
    return phrasing.value(value, unit);
  }

  /** The values of some fields of a fact, as they are on record. */
  String read(Fact fact, Iterable<String> fields) {
    Shape shape = rulebook.shapes().get(fact.type());
    List<String> said = new ArrayList<>();
    for (String name : fields) {
      Field field = shape == null ? null : shape.field(name).orElse(null);
      if (field != null) {
        Object value = fact.value(name);
        said.add(
            Labels.spaced(name)
                + " "
                + (value instanceof LocalDate date
                    ? phrasing.aged(date)
                    : said(value, field.unit())));
      }
    }
    return String.join(", ", said);
  }

  /** What a fact is called. */
  String name(Fact fact) {
    String name =
        rulebook
            .vocabulary()
            .ofType(fact.type())
            .map(section -> Labels.name(section, fact.values()))
            .orElse("");
    if (!name.isEmpty()) {
      return name;
    }
    List<String> values = new ArrayList<>();
    Shape shape = rulebook.shapes().get(fact.type());
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty() && shape != null) {
      for (Field field : shape.fields()) {
        Object value = fact.value(field.name());
        if (value instanceof String || value instanceof Unknown) {
          values.add(said(value, field.unit()));
        } else if (value != null) {
          values.add(read(fact, List.of(field.name())));
        }
      }
    }
    return values.isEmpty()
        ? fact.key().replace('#', ' ').toLowerCase(Locale.ROOT).replaceAll(" 0$", "")
        : String.join(", ", values);
  }
}
