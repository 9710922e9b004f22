package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;

/** Lexer of DRL text: splits it into tokens, without comments and white space. */
final class Lexer {
  static final List<String> LONG_SYMBOLS = List.of("==", "!=", "<=", ">=", "&&", "||");

  /** The quotes that word processors put in the place of straight ones. */
  private static final String TYPOGRAPHIC = "\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB";

  private final String file;
  private final String text;
  private final List<Diagnostic> faults;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(String file, String text, List<Diagnostic> faults) {
    this.file = file;
    this.text = text;
    this.faults = faults;
  }

  List<Token> tokens() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (Character.isWhitespace(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("//", at)) {
        skipLine();
      } else if (text.startsWith("/*", at)) {
        skipBlock();
      } else if (c == '"' || c == '\'') {
        text(c);
      } else if (Character.isDigit(c)) {
        number();
      } else if (c == '$' || Character.isJavaIdentifierStart(c)) {
        word();
      } else {
        symbol();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", here()));
    return tokens;
  }

  private SourcePosition here() {
    return new SourcePosition(file, line, at - lineStart + 1);
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipBlock() {
    SourcePosition start = here();
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      faults.add(start.fault("this comment never ends", "close it with */"));
      end = text.length() - 2;
    }
    for (int i = at; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    at = end + 2;
  }

  private void text(char quote) {
    SourcePosition start = here();
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at < text.length() && text.charAt(at) == quote) {
      at++;
    } else {
      faults.add(
          swallower(start)
              .fault("this text has no closing quote on its line", "end it with " + quote));
    }
    tokens.add(new Token(Token.Kind.TEXT, value.toString(), start));
  }

  /**
   * Where a quote is missing on a line on which the quotes do not pair up: at the first text that
   * ends as code does before a text, else at the last.
   */
  private SourcePosition swallower(SourcePosition unclosed) {
    return tokens.stream()
        .filter(t -> t.kind() == Token.Kind.TEXT && t.position().line() == unclosed.line())
        .filter(t -> t.value().matches(".*[,=(<>]\\s*"))
        .map(Token::position)
        .findFirst()
        .orElse(unclosed);
  }

  private void number() {
    SourcePosition start = here();
    int from = at;
    while (at < text.length()
        && (Character.isDigit(text.charAt(at))
            || (text.charAt(at) == '.'
                && at + 1 < text.length()
                && Character.isDigit(text.charAt(at + 1))))) {
      at++;
    }
    tokens.add(new Token(Token.Kind.NUMBER, text.substring(from, at), start));
  }

  private void word() {
    SourcePosition start = here();
    int from = at;
    while (at < text.length() && isPartOfWord(text.charAt(at))) {
      at++;
    }
    // One text for each name: names are compared with one another at each fact.
    String value = text.substring(from, at).intern();
    tokens.add(
        new Token(value.startsWith("$") ? Token.Kind.VARIABLE : Token.Kind.WORD, value, start));
  }

  private void symbol() {
    // The one that closes says no more than the one that opens.
    if (TYPOGRAPHIC.indexOf(text.charAt(at)) >= 0
        && faults.stream().noneMatch(f -> f.line() == line)) {
      faults.add(
          here()
              .fault(
                  "'" + text.charAt(at) + "' is a quote for print, not for rules",
                  "write a straight one: \""));
    }
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        tokens.add(new Token(Token.Kind.SYMBOL, symbol, here()));
        at += symbol.length();
        return;
      }
    }
    tokens.add(new Token(Token.Kind.SYMBOL, text.substring(at, at + 1), here()));
    at++;
  }

  /** What Java would pass over within a name does not show, and has no place in one. */
  static boolean isPartOfWord(char c) {
    return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}
