package nestor.evidence;

import org.jspecify.annotations.Nullable;

/** Where in a document something stands; 0 and null where a part of the place means nothing. */
record Location(int line, int column, @Nullable String path) {
  static final Location WHOLE_DOCUMENT = new Location(0, 0, null);

  static Location at(String path) {
    return new Location(0, 0, path);
  }

  static Location line(int line) {
    return new Location(line, 0, null);
  }
}
