package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of a DRL file for the compiler: each piece that was checked, in its place, and nothing else.
 * Comments, metadata and reasons are left out, because a compiler that took a quote or an escape in
 * them otherwise than the check did would run unchecked text.
 */
public final class SanitizedSource {
  private SanitizedSource() {}

  /** The text, with every line where it was. */
  public static String of(String file, String text) {
    StringBuilder checked = new StringBuilder(blank(text));
    LineIndex lines = new LineIndex(text);
    List<Token> tokens = new Lexer(file, text, new ArrayList<>()).tokens();
    // Two entries of a section that say the same are two facts, whatever their keys.
    boolean section = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      section &= !token.is("declare");
      section |= token.is("@") && tokens.get(i + 1).is("section");
      if (token.is("@") && (section || !tokens.get(i + 1).is("key"))) {
        i = endOfMetadata(tokens, i);
        continue;
      }
      String written =
          token.kind() == Token.Kind.TEXT
              ? '"' + (isReason(tokens, i) ? "" : token.value()) + '"'
              : token.value();
      int at = lines.offset(token.position());
      checked.replace(at, at + written.length(), written);
    }
    return checked.toString();
  }

  /** As many lines as the text has, each as long, and nothing in them. */
  public static String blank(String text) {
    char[] letters = text.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = letters[i] == '\n' ? '\n' : ' ';
    }
    return new String(letters);
  }

  /** The last token of {@code @name} or {@code @name("...")}. */
  private static int endOfMetadata(List<Token> tokens, int at) {
    int end = at + 1;
    if (end + 1 < tokens.size() && tokens.get(end + 1).is("(")) {
      while (end < tokens.size() - 1 && !tokens.get(end).is(")")) {
        end++;
      }
    }
    return end;
  }

  private static boolean isReason(List<Token> tokens, int at) {
    return at > 3
        && tokens.get(at - 1).is("(")
        && tokens.get(at - 3).is(".")
        && (tokens.get(at - 4).is("advise") || tokens.get(at - 4).is("notApplicable"));
  }
}
