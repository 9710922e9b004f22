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

  /** How to name the token in a message. */
  String shown() {
    return kind == Kind.END
        ? "the end of the file"
        : kind == Kind.TEXT ? "\"" + value + "\"" : "'" + value + "'";
  }
}
