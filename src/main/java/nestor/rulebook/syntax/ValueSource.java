package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Place from which an expression reads its value unchanged: a field of the fact that a pattern
 * matches, a variable, or a field of the fact that a variable names. Use it wherever these three
 * are told apart; an expression that is written, calculated or tested has no source.
 *
 * @param variable the variable, or null for the fact that the pattern matches
 * @param field the field, or null for the variable itself
 */
public record ValueSource(@Nullable String variable, @Nullable String field) {

  /** A field of the facts of a type. */
  public record TypeField(String type, String field) {}

  /** Returns where the expression reads its value; empty where it does more, or reads nothing. */
  public static Optional<ValueSource> of(Expression expression) {
    return expression.accept(new Sources());
  }

  /** The name of the variable, where the expression is a variable and nothing more. */
  public static Optional<String> variableOf(Expression expression) {
    return of(expression)
        .filter(source -> source.field() == null)
        .map(source -> source.variable() == null ? "" : source.variable());
  }

  /** Whether it is a field of the fact that the pattern matches. */
  public boolean isOfMatchedFact() {
    return variable == null;
  }

  /** The fields that conditions bind to the variable; empty for a field of the matched fact. */
  public List<TypeField> boundBy(List<Condition> conditions) {
    List<TypeField> bound = new ArrayList<>();
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      if (variable != null && field != null && variable.equals(pattern.binding())) {
        bound.add(new TypeField(pattern.type(), field));
      }
      for (Condition.Test test : pattern.tests()) {
        if (variable != null
            && field == null
            && variable.equals(test.binding())
            && test.expression() instanceof Expression.FieldOf of) {
          bound.add(new TypeField(pattern.type(), of.field()));
        }
      }
    }
    return bound;
  }

  private static final class Sources implements Expression.ValueVisitor<Optional<ValueSource>> {
    @Override
    public Optional<ValueSource> visitField(Expression.FieldOf field) {
      return Optional.of(new ValueSource(null, field.field()));
    }

    @Override
    public Optional<ValueSource> visitVariable(Expression.Variable variable) {
      return Optional.of(new ValueSource(variable.name(), null));
    }

    @Override
    public Optional<ValueSource> visitVariableField(Expression.VariableField member) {
      return Optional.of(new ValueSource(member.variable(), member.field()));
    }

    @Override
    public Optional<ValueSource> visitLiteral(Expression.Literal literal) {
      return Optional.empty();
    }

    @Override
    public Optional<ValueSource> visitSize(Expression.Size size) {
      return Optional.empty();
    }

    @Override
    public Optional<ValueSource> visitArithmetic(Expression.Arithmetic arithmetic) {
      return Optional.empty();
    }

    @Override
    public Optional<ValueSource> visitTest(Expression test) {
      return Optional.empty();
    }
  }
}
