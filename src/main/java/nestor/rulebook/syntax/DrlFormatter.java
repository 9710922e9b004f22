package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Formatter of DRL text: indentation, blanks within lines, and blank lines. Line breaks within a
 * condition stay where the author put them; comments and order stay as well.
 */
public final class DrlFormatter {
  private static final Set<String> BEFORE_PARENTHESIS =
      Set.of("not", "exists", "in", "and", "or", "from", "contains", "memberOf", "when", "then");
  private static final Set<String> TIGHT_BEFORE = Set.of(")", ",", ";", ".", "[", "]");
  private static final Set<String> TIGHT_AFTER = Set.of("(", ".", "[", "@", "!");
  private static final String STEP = "  ";

  private final List<Piece> pieces;
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private Block block = Block.NONE;

  private DrlFormatter(List<Piece> pieces) {
    this.pieces = pieces;
  }

  private enum Block {
    NONE,
    TYPE,
    HEAD,
    CONDITIONS,
    CONSEQUENCE
  }

  /**
   * A word, a symbol or a comment as it is written.
   *
   * @param breaks how many line breaks stand before it
   */
  private record Piece(String text, boolean comment, int breaks) {
    boolean is(String other) {
      return !comment && text.equals(other);
    }

    boolean isName() {
      return !comment && !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
    }

    boolean isText() {
      return text.startsWith("\"") || text.startsWith("'");
    }
  }

  /** The text laid out; the same for text that is laid out already. */
  public static String of(String text) {
    return new DrlFormatter(pieces(text.replace("\r\n", "\n"))).laidOut();
  }

  private static List<Piece> pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    int breaks = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        breaks += c == '\n' ? 1 : 0;
        at++;
        continue;
      }
      int end = end(text, at);
      boolean comment = text.startsWith("//", at) || text.startsWith("/*", at);
      pieces.add(new Piece(text.substring(at, end).stripTrailing(), comment, breaks));
      breaks = 0;
      at = end;
    }
    return pieces;
  }

  private static int end(String text, int at) {
    char c = text.charAt(at);
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    if (c == '"' || c == '\'') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != c && text.charAt(end) != '\n') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + 1, text.length());
    }
    if (Character.isDigit(c)) {
      int end = at;
      while (end < text.length() && (Character.isDigit(text.charAt(end)) || isPoint(text, end))) {
        end++;
      }
      return end;
    }
    if (Character.isJavaIdentifierStart(c)) {
      int end = at;
      while (end < text.length() && Lexer.isPartOfWord(text.charAt(end))) {
        end++;
      }
      return end;
    }
    return Lexer.LONG_SYMBOLS.stream().anyMatch(symbol -> text.startsWith(symbol, at))
        ? at + 2
        : at + 1;
  }

  private static boolean isPoint(String text, int at) {
    return text.charAt(at) == '.'
        && at + 1 < text.length()
        && Character.isDigit(text.charAt(at + 1));
  }

  private String laidOut() {
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      Block before = block;
      enter(i);
      if (i == 0) {
        out.append(piece.text());
      } else if (breaks(i, before)) {
        out.append(blank(i, before) ? "\n\n" : "\n");
        out.append(indentation(i)).append(piece.text());
      } else {
        out.append(spaced(pieces.get(i - 1), piece) ? " " : "").append(piece.text());
      }
      leave(piece);
    }
    return out.isEmpty() ? "" : out.append('\n').toString();
  }

  /** The block in which a piece stands, its first word included. */
  private void enter(int at) {
    Piece piece = pieces.get(at);
    if (depth > 0 || piece.comment()) {
      return;
    }
    if (block == Block.NONE && starts(at)) {
      block = piece.is("rule") ? Block.HEAD : Block.TYPE;
    } else if (block == Block.HEAD && piece.is("when")) {
      block = Block.CONDITIONS;
    } else if (block == Block.CONDITIONS && piece.is("then")) {
      block = Block.CONSEQUENCE;
    }
  }

  private boolean starts(int at) {
    return pieces.get(at).is("rule") || pieces.get(at).is("declare");
  }

  private void leave(Piece piece) {
    if (piece.is("(")) {
      depth++;
    } else if (piece.is(")")) {
      depth = Math.max(0, depth - 1);
    } else if (ends(piece)) {
      block = Block.NONE;
    }
  }

  private boolean ends(Piece piece) {
    return depth == 0 && piece.is("end") && (block == Block.TYPE || block == Block.CONSEQUENCE);
  }

  private boolean breaks(int at, Block before) {
    Piece piece = pieces.get(at);
    Piece last = pieces.get(at - 1);
    if (last.text().startsWith("//")) {
      return true;
    }
    if (piece.comment()) {
      return piece.breaks() > 0;
    }
    boolean alone =
        depth == 0
            && (block != before
                || ends(piece)
                || (last.is("when") && block == Block.CONDITIONS)
                || (last.is("then") && block == Block.CONSEQUENCE)
                || (last.is("end") && before == Block.NONE));
    return alone || piece.breaks() > 0 || startsPart(at);
  }

  /** A further field of a type, or a further condition: each stands on a line of its own. */
  private boolean startsPart(int at) {
    Piece piece = pieces.get(at);
    boolean colon = at + 1 < pieces.size() && pieces.get(at + 1).is(":");
    if (depth > 0) {
      return false;
    }
    return (block == Block.TYPE && piece.isName() && colon)
        || (block == Block.CONDITIONS
            && pieces.get(at - 1).is(")")
            && piece.isName()
            && !piece.is("from")
            && !piece.is("and"));
  }

  private boolean blank(int at, Block before) {
    Piece piece = pieces.get(at);
    Piece last = pieces.get(at - 1);
    boolean afterEnd = before == Block.NONE && last.is("end");
    if (afterEnd || (before == Block.NONE && block != before && !last.comment())) {
      return true;
    }
    boolean edge =
        depth > 0
            || block == Block.CONSEQUENCE
            || last.is("when")
            || piece.is("when")
            || ends(piece)
            || block == Block.HEAD
            || (block == Block.TYPE && last.is("declare"));
    return piece.breaks() > 1 && (before == Block.NONE || !edge);
  }

  private String indentation(int at) {
    Piece piece = pieces.get(at);
    boolean outside =
        block == Block.NONE
            || (depth == 0
                && (ends(piece)
                    || (starts(at) && (block == Block.HEAD || block == Block.TYPE) && opens(at))
                    || (piece.is("when") && block == Block.CONDITIONS)
                    || (piece.is("then") && block == Block.CONSEQUENCE)));
    if (outside) {
      return "";
    }
    return STEP.repeat(1 + (piece.is(")") ? depth - 1 : depth));
  }

  /** Whether the piece opens its block, rather than being a field of that name. */
  private boolean opens(int at) {
    Piece next = at + 1 < pieces.size() ? pieces.get(at + 1) : pieces.get(at);
    return !next.is(":");
  }

  private static boolean spaced(Piece last, Piece piece) {
    if (piece.comment() || last.comment()) {
      return true;
    }
    if (TIGHT_BEFORE.contains(piece.text()) || TIGHT_AFTER.contains(last.text())) {
      return false;
    }
    if (piece.is("(")) {
      boolean name = last.isName() && !last.isText();
      return !name || BEFORE_PARENTHESIS.contains(last.text());
    }
    return true;
  }
}
