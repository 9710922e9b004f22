package nestor.server.reload;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watcher of a folder by polling that reports a change once it stands still, since an editor may
 * save several files, or one in pieces. Its user calls {@link #poll} repeatedly on one thread, and
 * decides what a state of the folder is, such as times or texts of its files.
 *
 * @param <S> the state of the folder at one moment, with {@code equals}
 */
public final class FolderWatcher<S> {
  private final Reader<S> reader;
  private final int repeatAfter;
  private @Nullable S last;
  private @Nullable S reported;
  private int unchanged;

  /** Reads the state of a folder. */
  @FunctionalInterface
  public interface Reader<S> {
    S read() throws IOException;
  }

  /** Reports each state once. */
  public FolderWatcher(Reader<S> reader) {
    this(reader, 0);
  }

  /**
   * @param repeatAfter after how many polls without a change the same state is reported again, for
   *     states that do not show every change; 0 for never
   */
  FolderWatcher(Reader<S> reader, int repeatAfter) {
    this.reader = reader;
    this.repeatAfter = repeatAfter;
  }

  /** Reads the state now, and takes it for reported. */
  S begin() throws IOException {
    S state = reader.read();
    last = state;
    reported = state;
    return state;
  }

  /**
   * Reads the state once more.
   *
   * @return the state, where it is as at the poll before and was not reported yet
   */
  public Optional<S> poll() throws IOException {
    S state = reader.read();
    boolean still = state.equals(last);
    last = state;
    unchanged = still ? unchanged + 1 : 0;
    boolean again = repeatAfter > 0 && unchanged > 1 && unchanged % repeatAfter == 1;
    if (!still || (state.equals(reported) && !again)) {
      return Optional.empty();
    }
    reported = state;
    return Optional.of(state);
  }

  /** Whether the state at the last poll is one that was not reported yet. */
  public boolean isMoving() {
    return !Objects.equals(last, reported);
  }

  /** Whether the folder has changed since the last poll; reads it, but is no poll. */
  boolean hasMoved() throws IOException {
    return !reader.read().equals(last);
  }
}
