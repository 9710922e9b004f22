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

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final boolean trusted;
  private final List<Diagnostic> faults;
  private final List<TypeDeclaration> types = new ArrayList<>();
  private final List<RuleDeclaration> rules = new ArrayList<>();

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
        // A text without its closing quote swallows what follows; one fault stands for both.
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
    List<Condition> when = new ConditionParser(tokens, expressions).conditions();
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
                  "a rule does one thing: one advise.because(...), insertLogical(...) or notApplicable.because(...), then end"));
    }
    tokens.next();
    return new RuleDeclaration(name, annotations, when, consequence, start.position());
  }

  private Consequence consequence(Token then) throws SyntaxException {
    Token start = tokens.peek();
    if (start.is("advise")) {
      return advise();
    }
    if (start.is("insertLogical")) {
      return derive();
    }
    if (start.is("notApplicable")) {
      return exclude();
    }
    throw new SyntaxException(
        (start.is("end") ? then : start)
            .position()
            .fault(
                start.is("end")
                    ? "this rule does nothing"
                    : start.shown() + " is not what a rule may do",
                "after then comes advise.because(\"...\"); insertLogical(new Type(...)); or notApplicable.because(\"...\");"));
  }

  private Consequence advise() throws SyntaxException {
    SourcePosition position = tokens.next().position();
    tokens.expect(".", "advise.because(\"...\")");
    Token how = tokens.expect(Token.Kind.WORD, "advise.because(\"...\")");
    @Nullable String priority = how.value().equals("because") ? null : how.value();
    Token text = reason("advise." + how.value());
    return new Consequence.Advise(priority, text.value(), text.position(), position);
  }

  private Consequence exclude() throws SyntaxException {
    SourcePosition position = tokens.next().position();
    tokens.expect(".", "notApplicable.because(\"...\")");
    tokens.expect("because", "notApplicable.because(\"...\")");
    Token text = reason("notApplicable.because");
    return new Consequence.Exclude(text.value(), text.position(), position);
  }

  private Token reason(String after) throws SyntaxException {
    tokens.expect("(", "an opening parenthesis after " + after);
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
    return text;
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
