package nestor.evidence;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Position in a document. Line and column start at 1 and are 0 where the format has none; the path
 * is null where the whole document is meant.
 *
 * @param written the path, put together only where it is told, as most values have nothing to tell
 */
record Location(int line, int column, @Nullable Supplier<String> written) {
  static final Location WHOLE_DOCUMENT = at(0, 0);

  static Location at(String path) {
    return at(() -> path);
  }

  static Location at(Supplier<String> path) {
    return new Location(0, 0, path);
  }

  static Location at(int line, int column) {
    return new Location(line, column, null);
  }

  static Location line(int line) {
    return at(line, 0);
  }

  @Nullable String path() {
    return written == null ? null : written.get();
  }
}
