package nestor.evidence;

import org.jspecify.annotations.Nullable;

/** Where in a document something stands; 0 and null where a part of the place means nothing. */
record Place(int line, int column, @Nullable String path) {
  static final Place WHOLE_DOCUMENT = new Place(0, 0, null);

  static Place at(String path) {
    return new Place(0, 0, path);
  }

  static Place line(int line) {
    return new Place(line, 0, null);
  }
}
