package nestor.engine.wording;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.evaluation.Unknown;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/** Conditions and the values that they read, in plain words. */
public final class ConditionText {
  private final FactBase factBase;
  private final Rulebook rulebook;
  private final ReasonText reasonText;
  private final Map<String, String> units = new HashMap<>();
  private final Map<String, String> called = new HashMap<>();

  public ConditionText(FactBase factBase, ReasonText reasonText) {
    this.factBase = factBase;
    this.rulebook = factBase.rulebook();
    this.reasonText = reasonText;
  }

  /** Learns what the variables of conditions count. */
  public void learn(List<Condition> conditions) {
    for (Condition condition : conditions) {
      condition.visit(
          this::learn,
          not -> learn(not.of()),
          exists -> learn(exists.of()),
          accumulate -> {
            learn(accumulate.over());
            accumulate.functions().forEach(this::learn);
          });
    }
  }

  private void learn(Condition.Function function) {
    if (function.argument() instanceof Expression.Variable of
        && units.containsKey(of.name())
        && !function.name().equals("count")) {
      units.put(function.binding(), units.get(of.name()));
    }
  }

  private void learn(Pattern pattern) {
    Threshold threshold = threshold(pattern);
    FactType factType = rulebook.shapes().get(pattern.type());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null && test.expression() instanceof Expression.FieldOf of) {
        String unit = null;
        if (threshold != null) {
          unit = threshold.unit();
        } else if (factType != null) {
          unit = factType.field(of.field()).map(Field::unit).orElse(null);
        }
        if (unit != null) {
          units.put(test.binding(), unit);
        }
      }
    }
  }

  /** The threshold that a pattern reads; null where it reads none, or any. */
  @Nullable
  public Threshold threshold(Pattern pattern) {
    return Threshold.nameIn(pattern).map(name -> rulebook.thresholds().get(name)).orElse(null);
  }

  /**
   * A condition.
   *
   * @param ways the bindings with which it is met; a variable of one value is named by the value
   */
  public String of(Condition condition, List<Bindings> ways) {
    return condition.match(
        pattern ->
            pattern.from() == null
                ? pattern(pattern, ways, true)
                : "among " + side(pattern.from(), null, ways) + " one that " + tests(pattern, ways),
        not -> (isDerived(not.of()) ? "none of this: " : "no ") + group(not.of(), ways),
        exists ->
            (isDerived(exists.of()) ? "at least once: " : "at least one ")
                + group(exists.of(), ways),
        accumulate -> aggregate(accumulate, ways));
  }

  private String aggregate(Accumulate accumulate, List<Bindings> ways) {
    accumulate.functions().forEach(f -> called.put(f.binding(), function(f)));
    List<String> tests = new ArrayList<>();
    accumulate.tests().forEach(test -> tests.add(test(test, null, ways)));
    List<Condition> over = accumulate.over();
    String what =
        over.isEmpty()
            ? ""
            : (isDerived(over) ? "over all of this: " : "of every ") + group(over, ways);
    List<String> functions = new ArrayList<>();
    for (Condition.Function function : accumulate.functions()) {
      functions.add(function(function));
    }
    return String.join(" and ", functions)
        + " "
        + what
        + (tests.isEmpty() ? "" : ": " + String.join(" and ", tests));
  }

  /** What an aggregate works out. */
  public String function(Condition.Function function) {
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
      return "the limit " + EntryNames.spaced(threshold.name());
    }
    String noun = noun(pattern.type());
    String tests = tests(pattern, ways);
    boolean derived = isDerived(pattern.type());
    return (article && !derived ? article(noun) : "")
        + noun
        + (tests.isEmpty() ? "" : (derived ? ", where " : " where ") + tests);
  }

  /** What a variable counts. */
  @Nullable
  public String unitOf(String variable) {
    return units.get(variable);
  }

  /** What a type of fact is called. */
  String noun(String type) {
    FactType factType = rulebook.shapes().get(type);
    if (factType != null && isDerived(type)) {
      int end = factType.doc().indexOf(';');
      return QuestionText.uncapitalised(
          end < 0 ? factType.doc() : factType.doc().substring(0, end));
    }
    String noun = EntryNames.spaced(type);
    boolean mass =
        rulebook.vocabulary().ofType(type).filter(s -> s.name().equals(noun)).isPresent();
    return mass ? "entry of " + noun : noun;
  }

  private boolean isDerived(List<Condition> conditions) {
    return Conditions.startWith(conditions, this::isDerived);
  }

  private boolean isDerived(String type) {
    FactType factType = rulebook.shapes().get(type);
    return factType != null
        && factType.kind() == FactType.Kind.DERIVED
        && !factType.doc().isEmpty();
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
  public String test(Expression test, @Nullable String type, List<Bindings> ways) {
    return test.accept(new Words(type, ways, null));
  }

  /** The words of an expression for the ways in which a condition is met. */
  private final class Words implements Expression.Visitor<String> {
    private final @Nullable String type;
    private final List<Bindings> ways;
    private final @Nullable String unit;

    Words(@Nullable String type, List<Bindings> ways, @Nullable String unit) {
      this.type = type;
      this.ways = ways;
      this.unit = unit;
    }

    @Override
    public String visitAnd(Expression.And and) {
      return and.left().accept(this) + " and " + and.right().accept(this);
    }

    @Override
    public String visitOr(Expression.Or or) {
      return or.left().accept(this) + " or " + or.right().accept(this);
    }

    @Override
    public String visitMembership(Expression.Membership membership) {
      List<String> options = new ArrayList<>();
      membership.options().forEach(option -> options.add(side(option, null, ways)));
      return side(membership.value(), type, ways)
          + (membership.negated() ? " is none of " : " is ")
          + String.join(membership.negated() ? ", " : " or ", options);
    }

    @Override
    public String visitComparison(Expression.Comparison comparison) {
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

    @Override
    public String visitLiteral(Expression.Literal literal) {
      return reasonText.value(literal.value(), unit);
    }

    @Override
    public String visitField(Expression.FieldOf field) {
      return field.field().equals("this") ? "it" : EntryNames.spaced(field.field());
    }

    @Override
    public String visitSize(Expression.Size size) {
      return "the number of " + side(size.list(), type, ways);
    }

    @Override
    public String visitArithmetic(Expression.Arithmetic arithmetic) {
      Set<@Nullable Object> values = values(arithmetic, ways);
      Object only = values.size() == 1 ? values.iterator().next() : null;
      return only instanceof Number
          ? reasonText.value(only, unit)
          : side(arithmetic.left(), type, ways)
              + " "
              + (arithmetic.operator() == '*' ? '×' : arithmetic.operator())
              + " "
              + side(arithmetic.right(), type, ways);
    }

    @Override
    public String visitVariable(Expression.Variable variable) {
      return bound(variable, called.get(variable.name()), variable(variable.name()));
    }

    @Override
    public String visitVariableField(Expression.VariableField member) {
      return bound(member, null, EntryNames.spaced(member.field()));
    }

    /** The one value of what a variable stands for, or else what it is called. */
    private String bound(Expression expression, @Nullable String result, String name) {
      Set<@Nullable Object> values = values(expression, ways);
      Object only = values.size() == 1 ? values.iterator().next() : null;
      boolean open = only instanceof Unknown unknown && !(unknown.range() instanceof Unknown.OneOf);
      if (only != null && !open && !(only instanceof Fact)) {
        return valueText(only, unit);
      }
      if (result != null) {
        return result;
      }
      return ways.size() > 1 || open ? "the same " + name : "the " + name;
    }
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
    FactType factType = type == null ? null : rulebook.shapes().get(type);
    return factType != null
        && side instanceof Expression.FieldOf of
        && factType.field(of.field()).filter(f -> f.type() == FieldType.DATE).isPresent();
  }

  private String side(Expression side, @Nullable String type, List<Bindings> ways) {
    return side(side, type, ways, unit(side, type));
  }

  private String side(
      Expression side, @Nullable String type, List<Bindings> ways, @Nullable String unit) {
    return side.accept(new Words(type, ways, unit));
  }

  private static String variable(String name) {
    return EntryNames.spaced(name.replace("$", ""));
  }

  private Set<@Nullable Object> values(Expression side, List<Bindings> ways) {
    Set<@Nullable Object> values = new LinkedHashSet<>();
    for (Bindings way : ways) {
      try {
        values.add(factBase.evaluation().value(side, null, way));
      } catch (IllegalStateException e) {
        // A variable that the condition itself binds has no value yet.
        return Set.of();
      }
    }
    return side instanceof Expression.FieldOf ? Set.of() : values;
  }

  private @Nullable String unit(Expression side, @Nullable String type) {
    if (side instanceof Expression.FieldOf field && type != null) {
      FactType factType = rulebook.shapes().get(type);
      return factType == null ? null : factType.field(field.field()).map(Field::unit).orElse(null);
    }
    return side instanceof Expression.Variable variable ? units.get(variable.name()) : null;
  }

  /** A value that was read: how long ago a day was, and what an unknown value can be. */
  public String valueText(@Nullable Object value, @Nullable String unit) {
    if (value instanceof Unknown unknown) {
      if (unknown.range() instanceof Unknown.OneOf one && !unknown.offRecord()) {
        List<String> options = new ArrayList<>();
        one.options().stream()
            .filter(Objects::nonNull)
            .forEach(option -> options.add(reasonText.value(option, unit)));
        return String.join(" or ", options);
      }
      if (unknown.range() instanceof Unknown.Between between && !unknown.offRecord()) {
        return between.high() == null
            ? "at least " + reasonText.value(between.low(), unit)
            : "between "
                + reasonText.value(between.low(), unit)
                + " and "
                + reasonText.value(between.high(), unit);
      }
      return "not known";
    }
    return reasonText.value(value, unit);
  }

  /** The values of some fields of a fact, as they are on record. */
  public String read(Fact fact, Iterable<String> fields) {
    FactType factType = rulebook.shapes().get(fact.type());
    List<String> said = new ArrayList<>();
    for (String name : fields) {
      Field field = factType == null ? null : factType.field(name).orElse(null);
      if (field != null) {
        Object value = fact.value(name);
        said.add(
            EntryNames.spaced(name)
                + " "
                + (value instanceof LocalDate date
                    ? reasonText.aged(date)
                    : valueText(value, field.unit())));
      }
    }
    return String.join(", ", said);
  }

  /** What a fact is called. */
  public String name(Fact fact) {
    String name =
        rulebook
            .vocabulary()
            .ofType(fact.type())
            .map(section -> EntryNames.name(section, fact.values()))
            .orElse("");
    if (!name.isEmpty()) {
      return name;
    }
    List<String> values = new ArrayList<>();
    FactType factType = rulebook.shapes().get(fact.type());
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty() && factType != null) {
      for (Field field : factType.fields()) {
        Object value = fact.value(field.name());
        if (value instanceof String || value instanceof Unknown) {
          values.add(valueText(value, field.unit()));
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
