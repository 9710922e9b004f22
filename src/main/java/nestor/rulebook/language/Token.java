package nestor.rulebook.language;

import java.util.regex.Pattern;

/** A piece of DRL text; {@code value} is the text without quotes and escapes. */
record Token(Kind kind, String value, Place place) {
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]");

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
    if (kind == Kind.END) {
      return "the end of the file";
    }
    String quote = kind == Kind.TEXT ? "\"" : "'";
    return quote + CONTROLS.matcher(value).replaceAll("?") + quote;
  }
}
