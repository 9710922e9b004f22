package nestor.engine.evaluation;

import java.math.BigDecimal;
import java.util.List;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.IntervalArithmetic;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Expressions prepared once for evaluation against many facts: their kind is decided here, not at
 * each fact.
 */
public final class CompiledExpressions {
  private CompiledExpressions() {}

  /** Value of an expression for a subject: known, an {@link Unknown}, a {@link Fact}, or null. */
  interface Reading {
    @Nullable Object of(@Nullable Object subject, Bindings bindings);
  }

  /** Whether a test holds for a subject. */
  interface Question {
    Ternary of(@Nullable Object subject, Bindings bindings);
  }

  private static final Expression.Visitor<Question> QUESTIONS = new QuestionCompiler();
  private static final Expression.Visitor<Reading> READINGS = new ReadingCompiler();

  static Question question(Expression expression) {
    return expression.accept(QUESTIONS);
  }

  static Reading reading(Expression expression) {
    return expression.accept(READINGS);
  }

  /** Whether a test holds that is used once. */
  public static Ternary truth(Expression expression, @Nullable Object subject, Bindings bindings) {
    return question(expression).of(subject, bindings);
  }

  /**
   * The value of an expression that is used once: a value, an {@link Unknown}, a {@link Fact}, or
   * null for none on record.
   */
  public static @Nullable Object value(
      Expression expression, @Nullable Object subject, Bindings bindings) {
    return reading(expression).of(subject, bindings);
  }

  private static final class QuestionCompiler implements Expression.TestVisitor<Question> {
    @Override
    public Question visitAnd(Expression.And and) {
      Question left = question(and.left());
      Question right = question(and.right());
      return (subject, bindings) -> {
        Ternary first = left.of(subject, bindings);
        return first.isNo() ? first : first.and(right.of(subject, bindings));
      };
    }

    @Override
    public Question visitOr(Expression.Or or) {
      Question left = question(or.left());
      Question right = question(or.right());
      return (subject, bindings) -> {
        Ternary first = left.of(subject, bindings);
        return first.isYes() ? first : first.or(right.of(subject, bindings));
      };
    }

    @Override
    public Question visitComparison(Expression.Comparison comparison) {
      return comparison(comparison);
    }

    @Override
    public Question visitMembership(Expression.Membership membership) {
      return membership(membership);
    }

    @Override
    public Question visitValue(Expression value) {
      throw new IllegalStateException("no test: " + value);
    }
  }

  private static final class ReadingCompiler implements Expression.ValueVisitor<Reading> {
    @Override
    public Reading visitLiteral(Expression.Literal literal) {
      Object value = literal.value();
      return (subject, bindings) -> value;
    }

    @Override
    public Reading visitField(Expression.FieldOf field) {
      if (field.field().equals("this")) {
        return (subject, bindings) -> subject;
      }
      FieldValues.Name name = new FieldValues.Name(field.field());
      return (subject, bindings) -> subject instanceof Fact fact ? fact.value(name) : subject;
    }

    @Override
    public Reading visitVariable(Expression.Variable variable) {
      String name = variable.name();
      return (subject, bindings) -> bindings.get(name);
    }

    @Override
    public Reading visitVariableField(Expression.VariableField member) {
      String name = member.variable();
      FieldValues.Name field = new FieldValues.Name(member.field());
      return (subject, bindings) ->
          bindings.get(name) instanceof Fact fact ? fact.value(field) : null;
    }

    @Override
    public Reading visitSize(Expression.Size size) {
      Reading list = reading(size.list());
      return (subject, bindings) -> size(list.of(subject, bindings));
    }

    @Override
    public Reading visitArithmetic(Expression.Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    }

    @Override
    public Reading visitTest(Expression test) {
      throw new IllegalStateException("no value: " + test);
    }
  }

  private static Question comparison(Expression.Comparison comparison) {
    Expression.Comparator operator = comparison.operator();
    Reading left = reading(comparison.left());
    Reading right = reading(comparison.right());
    if (comparison.right() instanceof Expression.Literal literal
        && literal.value() instanceof String text
        && operator == Expression.Comparator.EQUAL) {
      return (subject, bindings) -> {
        Object value = left.of(subject, bindings);
        return value instanceof String known
            ? Ternary.of(known.equals(text))
            : Comparisons.compare(operator, identity(value), text);
      };
    }
    return (subject, bindings) ->
        Comparisons.compare(
            operator, identity(left.of(subject, bindings)), identity(right.of(subject, bindings)));
  }

  private static Question membership(Expression.Membership membership) {
    Reading value = reading(membership.value());
    List<Reading> options =
        membership.options().stream().map(CompiledExpressions::reading).toList();
    boolean negated = membership.negated();
    return (subject, bindings) -> {
      Object of = value.of(subject, bindings);
      Ternary in = Ternary.NO;
      for (Reading option : options) {
        in =
            in.or(
                Comparisons.compare(Expression.Comparator.EQUAL, of, option.of(subject, bindings)));
        if (in.isYes()) {
          break;
        }
      }
      return negated ? in.not() : in;
    };
  }

  /** Facts are compared by what they are, and what an absent section could hold may be anything. */
  private static @Nullable Object identity(@Nullable Object value) {
    if (value instanceof Fact fact) {
      return fact.isOpen()
          ? new Unknown(fact.existence().needs(), Unknown.ANYTHING, false)
          : fact.key();
    }
    return value;
  }

  private static Object size(@Nullable Object list) {
    if (list instanceof List<?> known) {
      return known.size();
    }
    if (!(list instanceof Unknown unknown)) {
      return Integer.valueOf(0);
    }
    int least = unknown.range() instanceof Unknown.AtLeast part ? part.known().size() : 0;
    return new Unknown(
        unknown.needs(), new Unknown.Between(BigDecimal.valueOf(least), null), false);
  }

  private static Reading arithmetic(Expression.Arithmetic arithmetic) {
    Reading left = reading(arithmetic.left());
    Reading right = reading(arithmetic.right());
    char operator = arithmetic.operator();
    return (subject, bindings) -> {
      Object a = left.of(subject, bindings);
      Object b = right.of(subject, bindings);
      if (a == null || b == null) {
        throw new IllegalStateException(
            "the rulebook's check lets a missing number into " + arithmetic);
      }
      return IntervalArithmetic.calculate(operator, a, b);
    };
  }
}
