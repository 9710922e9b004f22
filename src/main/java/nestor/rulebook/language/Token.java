package nestor.rulebook.language;

/** A piece of DRL text; {@code value} is the text without quotes and escapes. */
record Token(Kind kind, String value, Place place) {

  enum Kind {
    WORD,
    VARIABLE,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(String symbolOrWord) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && value.equals(symbolOrWord);
  }

  /**
   * A text of which the compiler of the rules can make nothing else.
   *
   * @throws SyntaxFault if it holds what could end it
   */
  String plain() throws SyntaxFault {
    if (value.contains("\"") || value.contains("\\")) {
      throw new SyntaxFault(
          place.fault(
              "a name or value holds a double quote or a backslash",
              "write it without; only reasons and metadata may hold them"));
    }
    return value;
  }

  /** How to name the token in a message. */
  String shown() {
    return kind == Kind.END
        ? "the end of the file"
        : kind == Kind.TEXT ? "\"" + value + "\"" : "'" + value + "'";
  }
}
