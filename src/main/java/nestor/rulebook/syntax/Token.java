package nestor.rulebook.syntax;

import java.util.regex.Pattern;
import nestor.diagnostics.SourcePosition;

/**
 * Token of DRL text.
 *
 * @param value the text without quotes and escapes; of a comment, nothing
 * @param written the token as its author wrote it
 * @param lineBreaks how many line breaks stand between this token and the one before, which may be
 *     a comment
 */
record Token(Kind kind, String value, String written, int lineBreaks, SourcePosition position) {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]");

  enum Kind {
    WORD,
    VARIABLE,
    TEXT,
    NUMBER,
    SYMBOL,
    COMMENT,
    END
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && value.equals(symbolOrWord);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.VARIABLE;
  }

  boolean isComment() {
    return kind == Kind.COMMENT;
  }

  /**
   * Returns the token's value, which the compiler of the rules can read only as text.
   *
   * @throws SyntaxException if it holds what could end it
   */
  String plain() throws SyntaxException {
    if (value.contains("\"") || value.contains("\\")) {
      throw new SyntaxException(
          position.fault(
              "a name or value holds a double quote or a backslash",
              "write it without; only reasons and metadata may hold them"));
    }
    return value;
  }

  /** Name of the token in a message. */
  String shown() {
    if (kind == Kind.END) {
      return "the end of the file";
    }
    String quote = kind == Kind.TEXT ? "\"" : "'";
    return quote + CONTROLS.matcher(value).replaceAll("?") + quote;
  }
}
