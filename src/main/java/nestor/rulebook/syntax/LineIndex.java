package nestor.rulebook.syntax;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.SourcePosition;

/** Index of the lines of a text, which finds the character at a position. */
public final class LineIndex {
  private final List<Integer> starts = new ArrayList<>(List.of(0));

  /** The lines of this text, which end with a line feed each. */
  public LineIndex(String text) {
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
  }

  /** Number of characters before a position, whose line and column count from 1. */
  public int offset(SourcePosition position) {
    return starts.get(position.line() - 1) + position.column() - 1;
  }
}
