package nestor.rulebook.load;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.FactType;
import nestor.rulebook.FieldType;
import nestor.rulebook.load.VariableScope.Meaning;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Check of the tests and values inside conditions: fields and variables exist, compared values are
 * of one type, and texts are among a field's choices. Faults are added to the list given; nothing
 * is thrown.
 */
final class ExpressionCheck {
  private static final List<BigDecimal> PLAIN_NUMBERS = List.of(BigDecimal.ZERO, BigDecimal.ONE);

  private final List<Diagnostic> faults;

  ExpressionCheck(List<Diagnostic> faults) {
    this.faults = faults;
  }

  /**
   * Checks a test.
   *
   * @param factType the type in whose pattern the test stands, or null outside of one
   */
  void test(Expression expression, @Nullable FactType factType, VariableScope scope) {
    boolean isTest =
        expression.accept(
            new Expression.TestVisitor<Boolean>() {
              @Override
              public Boolean visitAnd(Expression.And and) {
                test(and.left(), factType, scope);
                test(and.right(), factType, scope);
                return true;
              }

              @Override
              public Boolean visitOr(Expression.Or or) {
                test(or.left(), factType, scope);
                test(or.right(), factType, scope);
                return true;
              }

              @Override
              public Boolean visitComparison(Expression.Comparison comparison) {
                comparison(comparison, factType, scope);
                return true;
              }

              @Override
              public Boolean visitMembership(Expression.Membership membership) {
                Meaning value = meaning(membership.value(), factType, scope);
                for (Expression option : membership.options()) {
                  same(value, meaning(option, factType, scope), membership.position());
                  choice(value, option);
                }
                return true;
              }

              @Override
              public Boolean visitValue(Expression value) {
                meaning(value, factType, scope);
                return false;
              }
            });
    if (!isTest) {
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

  /**
   * Checks a value and returns what it means.
   *
   * @param factType the type in whose pattern the value stands, or null outside of one
   */
  Meaning meaning(Expression expression, @Nullable FactType factType, VariableScope scope) {
    return expression.accept(
        new Expression.ValueVisitor<Meaning>() {
          @Override
          public Meaning visitLiteral(Expression.Literal literal) {
            return literal(literal);
          }

          @Override
          public Meaning visitField(Expression.FieldOf field) {
            return field(field, factType, scope);
          }

          @Override
          public Meaning visitVariable(Expression.Variable variable) {
            Meaning meaning = scope.get(variable.name());
            return meaning == null ? unbound(variable.name(), variable.position(), scope) : meaning;
          }

          @Override
          public Meaning visitVariableField(Expression.VariableField member) {
            return member(member, scope);
          }

          @Override
          public Meaning visitSize(Expression.Size size) {
            expect(meaning(size.list(), factType, scope), FieldType.LIST, size.position());
            return Meaning.amount(null);
          }

          @Override
          public Meaning visitArithmetic(Expression.Arithmetic arithmetic) {
            Meaning left = operand(arithmetic.left(), factType, scope);
            Meaning right = operand(arithmetic.right(), factType, scope);
            return Meaning.amount(left.unit() == null ? right.unit() : left.unit());
          }

          @Override
          public Meaning visitTest(Expression test) {
            test(test, factType, scope);
            return new Meaning(FieldType.YES_NO, null, null, null, true);
          }
        });
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

  /** Likely meaning of a bare word that is no field; null where nothing suggests itself. */
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
