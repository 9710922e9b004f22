package nestor.delivery;

import java.util.ArrayList;
import java.util.List;

/** Word wrap of a text whose further lines hang at a column. */
final class TextWrapper {
  private TextWrapper() {}

  /**
   * @param column where the text starts on its first line, and further lines are indented to
   * @param width the columns of the page
   */
  static String at(String text, int column, int width) {
    int room = Math.max(1, width - column);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.strip().split("\\s+", -1)) {
      for (String piece : pieces(word, room)) {
        int wide = Ansi.width(piece);
        if (used > 0 && used + 1 + wide > room) {
          lines.add(line.toString());
          line.setLength(0);
          used = 0;
        }
        if (used > 0) {
          line.append(' ');
          used++;
        }
        line.append(piece);
        used += wide;
      }
    }
    lines.add(line.toString());
    return String.join("\n" + " ".repeat(column), lines);
  }

  /** Where a word that is longer than a line is best cut: after these. */
  private static final String SEAMS = "/-._";

  /** A word longer than a line is cut, or it would break the page; between its parts if it can. */
  private static List<String> pieces(String word, int room) {
    if (Ansi.width(word) <= room || word.indexOf('\u001B') >= 0) {
      return List.of(word);
    }
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int c : word.codePoints().toArray()) {
      if (Ansi.width(piece + Character.toString(c)) > room) {
        int seam = seam(piece);
        pieces.add(piece.substring(0, seam));
        piece.delete(0, seam);
      }
      piece.appendCodePoint(c);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  private static int seam(CharSequence piece) {
    for (int i = piece.length(); i > 1; i--) {
      if (SEAMS.indexOf(piece.charAt(i - 1)) >= 0) {
        return i;
      }
    }
    return piece.length();
  }
}
