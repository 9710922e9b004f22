package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Parser of one DRL file. A fault ends the declaration that holds it and no more, so that the
 * faults of all declarations are reported at once.
 */
public final class Parser {
  private static final Map<String, String> REFUSED =
      Map.of(
          "import", "the types of the vocabulary need no import; leave the line out",
          "package", "all files of a rulebook are one package; leave the line out",
          "global", "rules share derived facts instead; leave the line out",
          "function", "write a condition, or a derived fact in derived.drl",
          "query", "write a rule that derives a fact",
          "unit", "leave the line out",
          "template", "leave it out");

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
          "end", "write then and advise.because(\"...\"); before it",
          "rule", "write then, advise.because(\"...\"); and end before the next rule");

  /** Whatever reads a rule later goes as deeply into it as its conditions are nested. */
  private static final int MOST_NESTED = 20;

  private static final int MOST_CONDITIONS = 200;

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final boolean trusted;
  private final List<Diagnostic> faults;
  private final List<TypeDeclaration> types = new ArrayList<>();
  private final List<RuleDeclaration> rules = new ArrayList<>();
  private int conditions;
  private int nested;

  private Parser(TokenStream tokens, boolean trusted, List<Diagnostic> faults) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens);
    this.trusted = trusted;
    this.faults = faults;
  }

  /**
   * Reads a file of a rulebook.
   *
   * @param file its name in faults
   */
  public static RuleFile parse(String file, String text) {
    return parse(file, text, false);
  }

  /** Reads a file of the product itself, in which imports and globals are passed over. */
  public static RuleFile parseOwn(String file, String text) {
    return parse(file, text, true);
  }

  private static RuleFile parse(String file, String text, boolean trusted) {
    List<Diagnostic> faults = new ArrayList<>();
    List<Token> tokens = new Lexer(file, text, faults).tokens();
    Parser parser = new Parser(new TokenStream(tokens), trusted, faults);
    parser.file();
    return new RuleFile(
        file, text, List.copyOf(parser.types), List.copyOf(parser.rules), List.copyOf(faults));
  }

  private void file() {
    while (!tokens.atEnd()) {
      int start = tokens.peek().position().line();
      try {
        declaration();
      } catch (SyntaxException fault) {
        // A text without its closing quote swallows what follows; one fault tells of both.
        int at = fault.diagnostic().line();
        if (faults.stream().noneMatch(f -> f.line() >= start && f.line() <= at)) {
          faults.add(fault.diagnostic());
        }
        tokens.skipTo(Parser::startsDeclaration);
      }
    }
  }

  private static boolean startsDeclaration(Token token, Token next) {
    return (token.is("rule") && next.kind() == Token.Kind.TEXT)
        || (token.is("declare") && next.kind() == Token.Kind.WORD);
  }

  private void declaration() throws SyntaxException {
    Token start = tokens.next();
    if (start.is("declare")) {
      types.add(type(start));
    } else if (start.is("rule")) {
      rules.add(rule(start));
    } else if (trusted && (start.is("import") || start.is("global"))) {
      tokens.skipLine(start.position().line());
    } else {
      if (start.is("#")) {
        throw new SyntaxException(
            start.position().fault("'#' begins no comment in DRL", "begin it with //"));
      }
      String cure = REFUSED.get(start.value());
      throw new SyntaxException(
          start
              .position()
              .fault(
                  start.shown()
                      + (cure == null ? " is not expected here" : " has no place in a rulebook"),
                  cure == null
                      ? "a file holds rule \"topic/name\" ... end and declare Type ... end"
                      : cure));
    }
  }

  private TypeDeclaration type(Token start) throws SyntaxException {
    Token name = tokens.expect(Token.Kind.WORD, "the name of the type");
    List<Annotation> annotations = annotations();
    List<TypeDeclaration.FieldDeclaration> fields = new ArrayList<>();
    while (!tokens.peek().is("end")) {
      Token field = tokens.expect(Token.Kind.WORD, "a field, or 'end'");
      tokens.expect(":", "a colon between the field's name and its type");
      Token type = tokens.expect(Token.Kind.WORD, "the field's type");
      fields.add(
          new TypeDeclaration.FieldDeclaration(
              field.value(), type.value(), annotations(), field.position()));
    }
    tokens.next();
    return new TypeDeclaration(name.value(), annotations, List.copyOf(fields), start.position());
  }

  private List<Annotation> annotations() throws SyntaxException {
    List<Annotation> annotations = new ArrayList<>();
    while (tokens.peek().is("@")) {
      SourcePosition position = tokens.next().position();
      String name = tokens.expect(Token.Kind.WORD, "a name after @").value();
      String value = "";
      if (tokens.peek().is("(")) {
        tokens.next();
        Token given = tokens.next();
        if (given.kind() != Token.Kind.TEXT && given.kind() != Token.Kind.NUMBER) {
          throw new SyntaxException(
              given
                  .position()
                  .fault("@" + name + " has no text", "write @" + name + "(\"...\") on one line"));
        }
        value = given.value();
        tokens.expect(")", "a closing parenthesis after the text of @" + name);
      }
      annotations.add(new Annotation(name, value, position));
    }
    return List.copyOf(annotations);
  }

  private RuleDeclaration rule(Token start) throws SyntaxException {
    String name = tokens.expect(Token.Kind.TEXT, "the rule's id in quotes").plain();
    List<Annotation> annotations = annotations();
    if (!tokens.peek().is("when")) {
      Token found = tokens.peek();
      if (found.kind() == Token.Kind.TEXT && !annotations.isEmpty()) {
        String last = annotations.get(annotations.size() - 1).name();
        throw new SyntaxException(
            found
                .position()
                .fault(
                    "the text of @" + last + " stands without parentheses",
                    "write @" + last + "(\"...\")"));
      }
      throw new SyntaxException(
          found
              .position()
              .fault(
                  found.shown() + " stands where 'when' is due in rule \"" + name + "\"",
                  "after the annotations comes when; attributes such as salience are not needed"));
    }
    tokens.next();
    List<Condition> when = new ArrayList<>();
    conditions = 0;
    nested = 0;
    while (!tokens.peek().is("then")) {
      when.add(condition());
      tokens.skipIf("and", ";", ",");
    }
    Token then = tokens.next();
    Consequence consequence = consequence(then);
    tokens.skipIf(";");
    if (!tokens.peek().is("end")) {
      Token found = tokens.peek();
      throw new SyntaxException(
          found
              .position()
              .fault(
                  found.shown() + " stands where 'end' is due in rule \"" + name + "\"",
                  "a rule does one thing: one advise.because(...) or one insertLogical(...), then end"));
    }
    tokens.next();
    return new RuleDeclaration(name, annotations, List.copyOf(when), consequence, start.position());
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
    return start.is("accumulate") ? aggregate() : pattern();
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

  private Condition.Accumulate aggregate() throws SyntaxException {
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

  private Consequence consequence(Token then) throws SyntaxException {
    Token start = tokens.peek();
    if (start.is("advise")) {
      return advise();
    }
    if (start.is("insertLogical")) {
      return derive();
    }
    throw new SyntaxException(
        (start.is("end") ? then : start)
            .position()
            .fault(
                start.is("end")
                    ? "this rule does nothing"
                    : start.shown() + " is not what a rule may do",
                "after then comes advise.because(\"...\"); or insertLogical(new Type(...));"));
  }

  private Consequence advise() throws SyntaxException {
    SourcePosition position = tokens.next().position();
    tokens.expect(".", "advise.because(\"...\")");
    Token how = tokens.expect(Token.Kind.WORD, "advise.because(\"...\")");
    @Nullable String priority = how.value().equals("because") ? null : how.value();
    tokens.expect("(", "an opening parenthesis after advise." + how.value());
    Token text = tokens.expect(Token.Kind.TEXT, "the reason in double quotes");
    if (tokens.peek().kind() == Token.Kind.WORD) {
      Token inside = tokens.peek();
      throw new SyntaxException(
          inside
              .position()
              .fault(
                  "a double quote before '" + inside.value() + "' ends the reason",
                  "write a single quote inside it: '" + inside.value() + "'"));
    }
    tokens.expect(")", "a closing parenthesis after the reason");
    tokens.expect(";", "a semicolon at the end of the line");
    return new Consequence.Advise(priority, text.value(), text.position(), position);
  }

  private Consequence derive() throws SyntaxException {
    SourcePosition position = tokens.next().position();
    tokens.expect("(", "insertLogical(new Type(...));");
    tokens.expect("new", "insertLogical(new Type(...));");
    String type = tokens.expect(Token.Kind.WORD, "the type of the derived fact").value();
    tokens.expect("(", "the values of the derived fact's fields in parentheses");
    List<Expression> arguments = new ArrayList<>();
    while (!tokens.peek().is(")")) {
      arguments.add(expressions.value());
      tokens.skipIf(",");
    }
    tokens.next();
    tokens.expect(")", "a second closing parenthesis");
    tokens.expect(";", "a semicolon at the end of the line");
    return new Consequence.Derive(type, List.copyOf(arguments), position);
  }
}
