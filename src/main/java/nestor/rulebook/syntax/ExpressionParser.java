package nestor.rulebook.syntax;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Parser of tests and values; {@code ||} binds weakest, then {@code &&}, comparisons, sums and
 * products.
 */
final class ExpressionParser {
  /** Whatever reads a test later goes into it as deeply as it was joined and nested. */
  private static final int MOST_JOINED = 200;

  private static final int MOST_OPTIONS = 1_000;

  private final TokenStream tokens;
  private int joined;
  private int depth;

  ExpressionParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  Expression expression() throws SyntaxException {
    begin();
    try {
      return either();
    } finally {
      depth--;
    }
  }

  /** A value: what may stand on one side of a comparison. */
  Expression value() throws SyntaxException {
    begin();
    try {
      return sum();
    } finally {
      depth--;
    }
  }

  private void begin() {
    if (depth++ == 0) {
      joined = 0;
    }
  }

  /** Counts one operator or parenthesis of a test. */
  private void join(Token by) throws SyntaxException {
    if (++joined > MOST_JOINED) {
      throw new SyntaxException(
          by.position()
              .fault(
                  "this test has more than " + MOST_JOINED + " operators and parentheses",
                  "write field in (\"a\", \"b\"), or put the values into a table and match its rows"));
    }
  }

  private Expression either() throws SyntaxException {
    Expression left = both();
    while (tokens.peek().is("||")) {
      join(tokens.peek());
      SourcePosition position = tokens.next().position();
      left = new Expression.Or(left, both(), position);
    }
    return left;
  }

  private Expression both() throws SyntaxException {
    Expression left = comparison();
    while (tokens.peek().is("&&")) {
      join(tokens.peek());
      SourcePosition position = tokens.next().position();
      left = new Expression.And(left, comparison(), position);
    }
    return left;
  }

  private Expression comparison() throws SyntaxException {
    Expression left = value();
    Token operator = tokens.peek();
    boolean negated = operator.is("not");
    if (negated) {
      tokens.next();
    }
    if (tokens.peek().is("in")) {
      tokens.next();
      return new Expression.Membership(left, options(), negated, operator.position());
    }
    Comparator comparator = comparator(negated);
    return comparator == null
        ? left
        : new Expression.Comparison(comparator, left, value(), operator.position());
  }

  private @Nullable Comparator comparator(boolean negated) throws SyntaxException {
    Token token = tokens.peek();
    if (token.is("str")) {
      tokens.next();
      tokens.expect("[", "str[startsWith]");
      tokens.expect("startsWith", "str[startsWith]");
      tokens.expect("]", "str[startsWith]");
      return Comparator.STARTS_WITH;
    }
    String symbol = (negated ? "not " : "") + token.value();
    for (Comparator comparator : Comparator.values()) {
      if (comparator.symbol().equals(symbol)
          && (token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD)) {
        tokens.next();
        return comparator;
      }
    }
    if (negated
        || token.is("=")
        || token.is("!")
        || token.is("is")
        || token.is("equals")
        || token.is("like")
        || token.is("matches")
        || token.is("before")
        || token.is("after")) {
      throw new SyntaxException(
          token
              .position()
              .fault(
                  token.shown() + " is not a comparison of this language",
                  "use == != < <= > >= in, not in, contains, not contains, memberOf, not memberOf"));
    }
    return null;
  }

  private List<Expression> options() throws SyntaxException {
    tokens.expect("(", "a list in parentheses after in");
    List<Expression> options = new ArrayList<>();
    do {
      if (options.size() == MOST_OPTIONS) {
        throw new SyntaxException(
            tokens
                .peek()
                .position()
                .fault(
                    "this list has more than " + MOST_OPTIONS + " values",
                    "put them into a table: declare a type with @table, and match its rows"));
      }
      options.add(value());
    } while (tokens.skipIf(","));
    tokens.expect(")", "a closing parenthesis after the list");
    return List.copyOf(options);
  }

  private Expression sum() throws SyntaxException {
    Expression left = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      join(tokens.peek());
      Token operator = tokens.next();
      left =
          new Expression.Arithmetic(
              operator.value().charAt(0), left, product(), operator.position());
    }
    return left;
  }

  private Expression product() throws SyntaxException {
    Expression left = operand();
    while (tokens.peek().is("*") || tokens.peek().is("/")) {
      join(tokens.peek());
      Token operator = tokens.next();
      if (operator.is("/")) {
        throw new SyntaxException(
            operator
                .position()
                .fault(
                    "a division has no answer where its divisor is 0",
                    "multiply the other side instead: $part > $whole * $limit"));
      }
      left =
          new Expression.Arithmetic(
              operator.value().charAt(0), left, operand(), operator.position());
    }
    return left;
  }

  private Expression operand() throws SyntaxException {
    Token token = tokens.peek();
    switch (token.kind()) {
      case TEXT -> {
        tokens.next();
        token.plain();
        return new Expression.Literal(token.value(), token.position());
      }
      case NUMBER -> {
        tokens.next();
        return new Expression.Literal(new BigDecimal(token.value()), token.position());
      }
      case VARIABLE -> {
        tokens.next();
        return memberOf(token);
      }
      case WORD -> {
        tokens.next();
        return word(token);
      }
      default -> {
        if (token.is("(")) {
          join(tokens.next());
          Expression inner = expression();
          tokens.expect(")", "a closing parenthesis");
          return inner;
        }
        if (token.is("!")) {
          throw new SyntaxException(
              token
                  .position()
                  .fault(
                      "'!' is not used in a rulebook", "write field == false, or not Type(...)"));
        }
        throw tokens.unexpected("a field, a $variable, a number or a text in double quotes");
      }
    }
  }

  private Expression word(Token word) throws SyntaxException {
    Expression value =
        switch (word.value()) {
          case "true" -> new Expression.Literal(true, word.position());
          case "false" -> new Expression.Literal(false, word.position());
          case "null" -> new Expression.Literal(null, word.position());
          default -> new Expression.FieldOf(word.value(), word.position());
        };
    if (!tokens.peek().is(".")) {
      return value;
    }
    tokens.next();
    size();
    return new Expression.Size(value, word.position());
  }

  private Expression memberOf(Token variable) throws SyntaxException {
    if (!tokens.peek().is(".")) {
      return new Expression.Variable(variable.value(), variable.position());
    }
    tokens.next();
    Token member = tokens.peek();
    if (member.is("size")) {
      size();
      return new Expression.Size(
          new Expression.Variable(variable.value(), variable.position()), variable.position());
    }
    tokens.expect(Token.Kind.WORD, "a field of " + variable.value());
    String field = member.value();
    if (tokens.peek().is("(")) {
      boolean getter = field.startsWith("get") && field.length() > 3;
      if (!getter) {
        throw new SyntaxException(
            member
                .position()
                .fault(
                    field + "() is a call",
                    "rules call nothing; name a field: " + variable.value() + ".field"));
      }
      tokens.next();
      tokens.expect(")", "a closing parenthesis; a getter takes no argument");
      field = field.substring(3, 4).toLowerCase(Locale.ROOT) + field.substring(4);
    }
    return new Expression.VariableField(variable.value(), field, variable.position());
  }

  private void size() throws SyntaxException {
    tokens.expect("size", "size; of a field only .size can be asked");
    if (tokens.skipIf("(")) {
      tokens.expect(")", "a closing parenthesis");
    }
  }
}
