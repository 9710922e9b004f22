package nestor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Position in a document. Line and column start at 1 and are 0 where the format has none; the path
 * is null where the whole document is meant.
 */
record Location(int line, int column, @Nullable String path) {
  static final Location WHOLE_DOCUMENT = new Location(0, 0, null);

  static Location at(String path) {
    return new Location(0, 0, path);
  }

  static Location line(int line) {
    return new Location(line, 0, null);
  }
}
