package nestor.rulebook.syntax;

import java.util.List;
import java.util.function.BiPredicate;

/**
 * Stream of tokens; the last is always an end. Comments are not in it; {@link DrlFormatter} takes
 * them from the {@link Lexer}.
 */
final class TokenStream {
  private final List<Token> tokens;
  private int at;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekAfter() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  Token expect(Token.Kind kind, String what) throws SyntaxException {
    if (peek().kind() != kind) {
      throw unexpected(what);
    }
    return next();
  }

  Token expect(String symbol, String what) throws SyntaxException {
    if (!peek().is(symbol)) {
      throw unexpected(what);
    }
    return next();
  }

  boolean skipIf(String... symbols) {
    for (String symbol : symbols) {
      if (peek().is(symbol)) {
        next();
        return true;
      }
    }
    return false;
  }

  void skipTo(BiPredicate<Token, Token> start) {
    while (!atEnd() && !start.test(peek(), peekAfter())) {
      next();
    }
  }

  void skipLine(int line) {
    while (!atEnd() && peek().position().line() == line) {
      next();
    }
  }

  SyntaxException unexpected(String expected) {
    Token found = peek();
    return new SyntaxException(
        found.position().fault(found.shown() + " is not expected here", "write " + expected));
  }
}
