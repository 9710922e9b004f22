package nestor.rulebook.language;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nestor.rulebook.language.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Reads tests and values; {@code ||} binds weakest, then {@code &&}, comparisons, sums and
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

  Expression expression() throws SyntaxFault {
    begin();
    try {
      return either();
    } finally {
      depth--;
    }
  }

  /** A value: what may stand on one side of a comparison. */
  Expression value() throws SyntaxFault {
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
  private void join(Token by) throws SyntaxFault {
    if (++joined > MOST_JOINED) {
      throw new SyntaxFault(
          by.place()
              .fault(
                  "this test has more than " + MOST_JOINED + " operators and parentheses",
                  "write field in (\"a\", \"b\"), or put the values into a table and match its rows"));
    }
  }

  private Expression either() throws SyntaxFault {
    Expression left = both();
    while (tokens.peek().is("||")) {
      join(tokens.peek());
      Place place = tokens.next().place();
      left = new Expression.Either(left, both(), place);
    }
    return left;
  }

  private Expression both() throws SyntaxFault {
    Expression left = comparison();
    while (tokens.peek().is("&&")) {
      join(tokens.peek());
      Place place = tokens.next().place();
      left = new Expression.Both(left, comparison(), place);
    }
    return left;
  }

  private Expression comparison() throws SyntaxFault {
    Expression left = value();
    Token operator = tokens.peek();
    boolean negated = operator.is("not");
    if (negated) {
      tokens.next();
    }
    if (tokens.peek().is("in")) {
      tokens.next();
      return new Expression.Membership(left, options(), negated, operator.place());
    }
    Comparator comparator = comparator(negated);
    return comparator == null
        ? left
        : new Expression.Comparison(comparator, left, value(), operator.place());
  }

  private @Nullable Comparator comparator(boolean negated) throws SyntaxFault {
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
      throw new SyntaxFault(
          token
              .place()
              .fault(
                  token.shown() + " is not a comparison of this language",
                  "use == != < <= > >= in, not in, contains, not contains, memberOf, not memberOf"));
    }
    return null;
  }

  private List<Expression> options() throws SyntaxFault {
    tokens.expect("(", "a list in parentheses after in");
    List<Expression> options = new ArrayList<>();
    do {
      if (options.size() == MOST_OPTIONS) {
        throw new SyntaxFault(
            tokens
                .peek()
                .place()
                .fault(
                    "this list has more than " + MOST_OPTIONS + " values",
                    "put them into a table: declare a type with @table, and match its rows"));
      }
      options.add(value());
    } while (tokens.skipIf(","));
    tokens.expect(")", "a closing parenthesis after the list");
    return List.copyOf(options);
  }

  private Expression sum() throws SyntaxFault {
    Expression left = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      join(tokens.peek());
      Token operator = tokens.next();
      left =
          new Expression.Arithmetic(operator.value().charAt(0), left, product(), operator.place());
    }
    return left;
  }

  private Expression product() throws SyntaxFault {
    Expression left = operand();
    while (tokens.peek().is("*") || tokens.peek().is("/")) {
      join(tokens.peek());
      Token operator = tokens.next();
      if (operator.is("/")) {
        throw new SyntaxFault(
            operator
                .place()
                .fault(
                    "a division has no answer where its divisor is 0",
                    "multiply the other side instead: $part > $whole * $limit"));
      }
      left =
          new Expression.Arithmetic(operator.value().charAt(0), left, operand(), operator.place());
    }
    return left;
  }

  private Expression operand() throws SyntaxFault {
    Token token = tokens.peek();
    switch (token.kind()) {
      case TEXT -> {
        tokens.next();
        token.plain();
        return new Expression.Literal(token.value(), token.place());
      }
      case NUMBER -> {
        tokens.next();
        return new Expression.Literal(new BigDecimal(token.value()), token.place());
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
          throw new SyntaxFault(
              token
                  .place()
                  .fault(
                      "'!' is not used in a rulebook", "write field == false, or not Type(...)"));
        }
        throw tokens.unexpected("a field, a $variable, a number or a text in double quotes");
      }
    }
  }

  private Expression word(Token word) throws SyntaxFault {
    Expression value =
        switch (word.value()) {
          case "true" -> new Expression.Literal(true, word.place());
          case "false" -> new Expression.Literal(false, word.place());
          case "null" -> new Expression.Literal(null, word.place());
          default -> new Expression.FieldOf(word.value(), word.place());
        };
    if (!tokens.peek().is(".")) {
      return value;
    }
    tokens.next();
    size();
    return new Expression.Size(value, word.place());
  }

  private Expression memberOf(Token variable) throws SyntaxFault {
    if (!tokens.peek().is(".")) {
      return new Expression.Variable(variable.value(), variable.place());
    }
    tokens.next();
    Token member = tokens.peek();
    if (member.is("size")) {
      size();
      return new Expression.Size(
          new Expression.Variable(variable.value(), variable.place()), variable.place());
    }
    tokens.expect(Token.Kind.WORD, "a field of " + variable.value());
    String field = member.value();
    if (tokens.peek().is("(")) {
      boolean getter = field.startsWith("get") && field.length() > 3;
      if (!getter) {
        throw new SyntaxFault(
            member
                .place()
                .fault(
                    field + "() is a call",
                    "rules call nothing; name a field: " + variable.value() + ".field"));
      }
      tokens.next();
      tokens.expect(")", "a closing parenthesis; a getter takes no argument");
      field = field.substring(3, 4).toLowerCase(Locale.ROOT) + field.substring(4);
    }
    return new Expression.VariableField(variable.value(), field, variable.place());
  }

  private void size() throws SyntaxFault {
    tokens.expect("size", "size; of a field only .size can be asked");
    if (tokens.skipIf("(")) {
      tokens.expect(")", "a closing parenthesis");
    }
  }
}
