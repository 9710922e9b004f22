package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;

/**
 * Lexer of DRL text: the only place that knows where a text, a comment or a name ends. A parser
 * asks for the {@link #tokens}, a formatter for the {@link #tokensAndComments}.
 */
final class Lexer {
  private static final List<String> LONG_SYMBOLS = List.of("==", "!=", "<=", ">=", "&&", "||");

  /** The quotes that word processors put in the place of straight ones. */
  private static final String TYPOGRAPHIC = "\u201C\u201D\u201E\u2018\u2019\u201A\u00AB\u00BB";

  private final String file;
  private final String text;
  private final List<Diagnostic> faults;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private int lineBreaks;

  Lexer(String file, String text, List<Diagnostic> faults) {
    this.file = file;
    this.text = text;
    this.faults = faults;
  }

  /** Returns the tokens without comments; the last is an end. */
  List<Token> tokens() {
    return tokensAndComments().stream().filter(token -> !token.isComment()).toList();
  }

  /** Returns every token, comments included; the last is an end. */
  List<Token> tokensAndComments() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        line++;
        lineBreaks++;
        lineStart = at;
      } else if (Character.isWhitespace(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("//", at)) {
        lineComment();
      } else if (text.startsWith("/*", at)) {
        blockComment();
      } else if (c == '"' || c == '\'') {
        text(c);
      } else if (Character.isDigit(c)) {
        number();
      } else if (Character.isJavaIdentifierStart(c)) {
        word();
      } else {
        symbol();
      }
    }
    add(Token.Kind.END, "", at, here());
    return List.copyOf(tokens);
  }

  /** Adds the token that ends before the next character. */
  private void add(Token.Kind kind, String value, int from, SourcePosition start) {
    add(kind, value, text.substring(from, at), start);
  }

  private void add(Token.Kind kind, String value, String written, SourcePosition start) {
    tokens.add(new Token(kind, value, written, lineBreaks, start));
    lineBreaks = 0;
  }

  private SourcePosition here() {
    return new SourcePosition(file, line, at - lineStart + 1);
  }

  private void lineComment() {
    SourcePosition start = here();
    int from = at;
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
    add(Token.Kind.COMMENT, "", text.substring(from, at).stripTrailing(), start);
  }

  private void blockComment() {
    SourcePosition start = here();
    int from = at;
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
    add(Token.Kind.COMMENT, "", from, start);
  }

  private void text(char quote) {
    SourcePosition start = here();
    StringBuilder value = new StringBuilder();
    int from = at;
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
    add(Token.Kind.TEXT, value.toString(), from, start);
  }

  /**
   * Position of the missing quote on a line whose quotes do not pair up: at the first text that
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
    String value = text.substring(from, at);
    add(Token.Kind.NUMBER, value, value, start);
  }

  private void word() {
    SourcePosition start = here();
    int from = at;
    while (at < text.length() && isPartOfWord(text.charAt(at))) {
      at++;
    }
    // One text for each name: names are compared with one another at each fact.
    String value = text.substring(from, at).intern();
    add(value.startsWith("$") ? Token.Kind.VARIABLE : Token.Kind.WORD, value, value, start);
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
    SourcePosition start = here();
    String value =
        LONG_SYMBOLS.stream()
            .filter(symbol -> text.startsWith(symbol, at))
            .findFirst()
            .orElse(text.substring(at, at + 1));
    at += value.length();
    add(Token.Kind.SYMBOL, value, value, start);
  }

  /**
   * Whether a character is part of a word; the invisible ones that Java ignores within names are
   * not.
   */
  private static boolean isPartOfWord(char c) {
    return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}
