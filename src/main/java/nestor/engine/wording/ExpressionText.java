package nestor.engine.wording;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Tests and values of rules, in plain words. Whole conditions are worded by {@link ConditionText}.
 */
final class ExpressionText {
  private final Rulebook rulebook;
  private final ReasonText reasonText;
  private final FactText factText;
  private final VariableUnits units;
  private final Map<String, String> results = new HashMap<>();

  ExpressionText(FactBase factBase, ReasonText reasonText, VariableUnits units) {
    this.rulebook = factBase.rulebook();
    this.reasonText = reasonText;
    this.factText = new FactText(rulebook, reasonText);
    this.units = units;
  }

  /** Gives the result of an aggregate, which a variable names, words of its own. */
  void nameResult(String variable, String words) {
    results.put(variable, words);
  }

  /**
   * An expression.
   *
   * @param type the type of the fact that it is read of; null where it reads variables alone
   * @param ways the bindings with which it is met; a variable of one value is named by the value
   */
  String of(Expression expression, @Nullable String type, List<Bindings> ways) {
    return of(expression, type, ways, unit(expression, type));
  }

  private String of(
      Expression expression, @Nullable String type, List<Bindings> ways, @Nullable String unit) {
    return expression.accept(new Words(type, ways, unit));
  }

  /** The name of a variable without its sign, as words. */
  static String spaced(Expression.Variable variable) {
    return EntryNames.spaced(variable.name().replace("$", ""));
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
      membership.options().forEach(option -> options.add(of(option, null, ways)));
      return of(membership.value(), type, ways)
          + (membership.negated() ? " is none of " : " is ")
          + String.join(membership.negated() ? ", " : " or ", options);
    }

    @Override
    public String visitComparison(Expression.Comparison comparison) {
      String leftUnit = unit(comparison.left(), type);
      String sharedUnit = leftUnit == null ? unit(comparison.right(), type) : leftUnit;
      Set<@Nullable Object> values = values(comparison.right(), ways);
      Object value = values.size() == 1 ? values.iterator().next() : comparison.right();
      return of(comparison.left(), type, ways)
          + " "
          + verb(
              comparison.operator(),
              value,
              isDate(comparison.left(), type) || value instanceof LocalDate,
              of(comparison.right(), type, ways, sharedUnit));
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
      return "the number of " + of(size.list(), type, ways);
    }

    @Override
    public String visitArithmetic(Expression.Arithmetic arithmetic) {
      Set<@Nullable Object> values = values(arithmetic, ways);
      Object only = values.size() == 1 ? values.iterator().next() : null;
      return only instanceof Number
          ? reasonText.value(only, unit)
          : of(arithmetic.left(), type, ways)
              + " "
              + (arithmetic.operator() == '*' ? '×' : arithmetic.operator())
              + " "
              + of(arithmetic.right(), type, ways);
    }

    @Override
    public String visitVariable(Expression.Variable variable) {
      return bound(variable, results.get(variable.name()), spaced(variable));
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
        return factText.value(only, unit);
      }
      if (result != null) {
        return result;
      }
      return ways.size() > 1 || open ? "the same " + name : "the " + name;
    }
  }

  private static String verb(
      Expression.Comparator operator, @Nullable Object value, boolean date, String operand) {
    return switch (operator) {
      case EQUAL -> value == null ? "is not on record" : "is " + operand;
      case NOT_EQUAL -> value == null ? "is on record" : "is not " + operand;
      case LESS -> (date ? "is before " : "is under ") + operand;
      case AT_MOST -> date ? "is " + operand + " or earlier" : "is at most " + operand;
      case GREATER -> (date ? "is after " : "is over ") + operand;
      case AT_LEAST -> date ? "is " + operand + " or later" : "is at least " + operand;
      case CONTAINS -> "includes " + operand;
      case NOT_CONTAINS -> "does not include " + operand;
      case MEMBER_OF -> "is among " + operand;
      case NOT_MEMBER_OF -> "is not among " + operand;
      case STARTS_WITH -> "begins with " + operand;
    };
  }

  private boolean isDate(Expression expression, @Nullable String type) {
    FactType factType = type == null ? null : rulebook.factTypes().get(type);
    return factType != null
        && expression instanceof Expression.FieldOf of
        && factType.field(of.field()).filter(f -> f.type() == FieldType.DATE).isPresent();
  }

  private Set<@Nullable Object> values(Expression expression, List<Bindings> ways) {
    Set<@Nullable Object> values = new LinkedHashSet<>();
    for (Bindings way : ways) {
      try {
        values.add(CompiledExpressions.value(expression, null, way));
      } catch (IllegalStateException e) {
        // A variable that the condition itself binds has no value yet.
        return Set.of();
      }
    }
    return expression instanceof Expression.FieldOf ? Set.of() : values;
  }

  private @Nullable String unit(Expression expression, @Nullable String type) {
    if (expression instanceof Expression.FieldOf field && type != null) {
      FactType factType = rulebook.factTypes().get(type);
      return factType == null ? null : factType.field(field.field()).map(Field::unit).orElse(null);
    }
    return ValueSource.variableOf(expression).map(units::of).orElse(null);
  }
}
