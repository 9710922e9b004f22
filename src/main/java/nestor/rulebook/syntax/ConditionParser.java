package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.SourcePosition;

/**
 * Parser of the conditions between {@code when} and {@code then}. One for each rule, since it
 * counts them; {@link Parser} reads what stands around them, {@link ExpressionParser} what stands
 * inside a pattern's parentheses.
 */
final class ConditionParser {
  private static final String FURTHER_CASE =
      "write a further rule with the same id and a case after it: rule \"topic/name: case\"";

  private static final Map<String, String> REFUSED_CONDITIONS =
      Map.of(
          "or", FURTHER_CASE,
          "||", FURTHER_CASE,
          "&&", "leave it out: all conditions between when and then must hold",
          "!", "write not Type(...)",
          "eval", "put the test into the parentheses of a pattern",
          "forall", "write not (A(...) and not B(...))",
          "collect", "use accumulate",
          "do", "leave it out");

  /** Words that only come after the conditions, so that something is missing before them. */
  private static final Map<String, String> MISSED =
      Map.of(
          "advise", "write then on the line before it",
          "insertLogical", "write then on the line before it",
          "notApplicable", "write then on the line before it",
          "end", "write then and advise.because(\"...\"); before it",
          "rule", "write then, advise.because(\"...\"); and end before the next rule");

  /** Whatever reads a rule later goes as deeply into it as its conditions are nested. */
  private static final int MOST_NESTED = 20;

  private static final int MOST_CONDITIONS = 200;

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private int conditions;
  private int nested;

  ConditionParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** The conditions up to {@code then}, which stays to be read. */
  List<Condition> conditions() throws SyntaxException {
    List<Condition> when = new ArrayList<>();
    while (!tokens.peek().is("then")) {
      when.add(condition());
      tokens.skipIf("and", ";", ",");
    }
    return List.copyOf(when);
  }

  private Condition condition() throws SyntaxException {
    Token start = tokens.peek();
    if (++conditions > MOST_CONDITIONS) {
      throw new SyntaxException(
          start
              .position()
              .fault(
                  "this rule has more than " + MOST_CONDITIONS + " conditions",
                  "let a rule in derived.drl derive a fact from some of them"));
    }
    if (++nested > MOST_NESTED) {
      throw new SyntaxException(
          start
              .position()
              .fault(
                  "conditions are nested more than " + MOST_NESTED + " deep",
                  "let a rule in derived.drl derive a fact from the inner ones"));
    }
    Condition read = conditionOf(start);
    nested--;
    return read;
  }

  private Condition conditionOf(Token start) throws SyntaxException {
    String refused = REFUSED_CONDITIONS.get(start.value());
    if (refused != null && start.is(start.value())) {
      throw new SyntaxException(
          start.position().fault(start.shown() + " is not used between conditions", refused));
    }
    String missed = MISSED.get(start.value());
    if (missed != null && start.kind() == Token.Kind.WORD && !tokens.peekAfter().is("(")) {
      throw new SyntaxException(
          start.position().fault("there is no 'then' before " + start.shown(), missed));
    }
    if (start.is("not") || start.is("exists")) {
      tokens.next();
      List<Condition> group = group();
      return start.is("not")
          ? new Condition.Not(group, start.position())
          : new Condition.Exists(group, start.position());
    }
    return start.is("accumulate") ? accumulate() : pattern();
  }

  private List<Condition> group() throws SyntaxException {
    if (!tokens.peek().is("(")) {
      return List.of(condition());
    }
    tokens.next();
    List<Condition> group = new ArrayList<>();
    while (!tokens.peek().is(")")) {
      group.add(condition());
      tokens.skipIf("and", "&&");
    }
    tokens.next();
    return List.copyOf(group);
  }

  private Condition.Pattern pattern() throws SyntaxException {
    Token start = tokens.peek();
    String binding = null;
    if (start.kind() == Token.Kind.VARIABLE) {
      tokens.next();
      tokens.expect(":", "a colon after " + start.value());
      binding = start.value();
    }
    Token type = tokens.expect(Token.Kind.WORD, "a condition such as Backup(...), or 'then'");
    tokens.expect("(", "an opening parenthesis after " + type.value());
    List<Condition.Test> tests = new ArrayList<>();
    while (!tokens.peek().is(")")) {
      tests.add(test());
      if (!tokens.peek().is(")")) {
        tokens.expect(",", "a comma between the tests of " + type.value() + ", or ')'");
      }
    }
    tokens.next();
    Expression from = null;
    if (tokens.peek().is("from")) {
      tokens.next();
      from = expressions.value();
    }
    return new Condition.Pattern(binding, type.value(), List.copyOf(tests), from, type.position());
  }

  private Condition.Test test() throws SyntaxException {
    Token start = tokens.peek();
    if (start.kind() == Token.Kind.VARIABLE && tokens.peekAfter().is(":")) {
      tokens.next();
      tokens.next();
      Expression bound = expressions.expression();
      if (!(bound instanceof Expression.FieldOf)) {
        throw new SyntaxException(
            start
                .position()
                .fault(
                    start.value() + " is bound and tested at once",
                    "write " + start.value() + " : field, then the test after a comma"));
      }
      return new Condition.Test(start.value(), bound, start.position());
    }
    return new Condition.Test(null, expressions.expression(), start.position());
  }

  private Condition.Accumulate accumulate() throws SyntaxException {
    SourcePosition position = tokens.next().position();
    tokens.expect("(", "an opening parenthesis after accumulate");
    List<Condition> over = new ArrayList<>();
    while (!tokens.peek().is(";")) {
      if (tokens.peek().is(",") && !over.isEmpty()) {
        throw new SyntaxException(
            tokens
                .peek()
                .position()
                .fault(
                    "a comma ends the conditions of accumulate",
                    "write a semicolon: accumulate(conditions; $n : count(); tests)"));
      }
      over.addAll(tokens.peek().is("(") ? group() : List.of(condition()));
      tokens.skipIf("and", "&&");
    }
    tokens.next();
    List<Condition.Function> functions = new ArrayList<>();
    do {
      functions.add(function());
    } while (tokens.skipIf(","));
    List<Expression> tests = new ArrayList<>();
    if (tokens.skipIf(";")) {
      do {
        tests.add(expressions.expression());
      } while (tokens.skipIf(","));
    }
    tokens.expect(")", "a closing parenthesis of accumulate");
    return new Condition.Accumulate(
        List.copyOf(over), List.copyOf(functions), List.copyOf(tests), position);
  }

  private Condition.Function function() throws SyntaxException {
    Token binding =
        tokens.expect(Token.Kind.VARIABLE, "a variable for the result, such as $n : count()");
    tokens.expect(":", "a colon after " + binding.value());
    Token name = tokens.expect(Token.Kind.WORD, "a function such as count or sum");
    tokens.expect("(", "an opening parenthesis after " + name.value());
    Expression argument = tokens.peek().is(")") ? null : expressions.value();
    tokens.expect(")", "a closing parenthesis after the argument of " + name.value());
    return new Condition.Function(binding.value(), name.value(), argument, name.position());
  }
}
