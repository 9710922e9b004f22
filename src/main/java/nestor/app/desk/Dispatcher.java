package nestor.app.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.delivery.Dispatch;
import nestor.delivery.Format;
import nestor.store.FilesTogether;
import nestor.store.StoreException;

/** Hands over what was promised to the outbox folder, until it is there. */
public final class Dispatcher {
  static final String CHANNEL = "outbox";
  private static final int BATCH = 50;

  private final Path home;
  private final Rooms rooms;
  private final AdvisoryRenderer renderer;
  private final Clock clock;
  private final Announcements announcements;
  private final Meters meters;

  public Dispatcher(
      Path home,
      Rooms rooms,
      AdvisoryRenderer renderer,
      Clock clock,
      Announcements announcements,
      Meters meters) {
    this.home = home;
    this.rooms = rooms;
    this.renderer = renderer;
    this.clock = clock;
    this.announcements = announcements;
    this.meters = meters;
  }

  /** Takes up what was not handed over before the last stop. */
  public void resume() {
    rooms.store().change(tx -> rooms.dispatches().resume(tx, clock.instant()));
  }

  /** Hands over up to a batch; true if any went. */
  public boolean work() {
    int since = rooms.store().openings();
    List<Dispatch> due =
        rooms.store().read(tx -> rooms.dispatches().due(tx, CHANNEL, clock.instant(), BATCH));
    if (due.isEmpty()) {
      return false;
    }
    // Nothing may be handed over that a crash could still undo.
    rooms.store().force(since);
    FilesTogether files = new FilesTogether();
    Map<Path, Dispatch> written = new LinkedHashMap<>();
    for (Dispatch dispatch : due) {
      Path file = home.resolve(dispatch.target());
      attempt(
          dispatch,
          () -> {
            write(dispatch, file, files);
            written.put(file, dispatch);
          });
    }
    files
        .finish()
        .forEach((file, why) -> postpone(Objects.requireNonNull(written.remove(file)), why));
    Collection<Dispatch> sent = written.values();
    if (sent.isEmpty()) {
      return false;
    }
    rooms.store().change(tx -> sent.forEach(dispatch -> rooms.dispatches().sent(tx, dispatch)));
    sent.stream()
        .map(dispatch -> new Subject(dispatch.organisation(), dispatch.advisory()))
        .distinct()
        .forEach(this::tell);
    return true;
  }

  private void write(Dispatch dispatch, Path file, FilesTogether files) throws IOException {
    Advisory advisory =
        rooms
            .store()
            .read(tx -> rooms.advisories().find(tx, dispatch.organisation(), dispatch.advisory()))
            .orElseThrow();
    Format format = Format.named(dispatch.format()).orElseThrow();
    byte[] content = meters.timed("render", () -> renderer.render(advisory, format));
    Path folder = Objects.requireNonNull(file.getParent());
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(
          folder + " is a link, which could lead one organisation's advice to another; remove it");
    }
    files.write(home.resolve("outbox"), file, content);
  }

  private void attempt(Dispatch dispatch, Attempt attempt) {
    try {
      attempt.make();
    } catch (StoreException e) {
      throw e;
    } catch (IOException
        | RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | LinkageError e) {
      postpone(dispatch, e);
    }
  }

  private void postpone(Dispatch dispatch, Throwable failure) {
    rooms
        .store()
        .change(tx -> rooms.dispatches().failed(tx, dispatch, failure.toString(), clock.instant()));
    if (dispatch.attempts() == 0) {
      announcements.trouble(
          home.resolve(dispatch.target()) + " could not be written: " + failure + "; trying again",
          failure);
    }
  }

  private interface Attempt {
    void make() throws IOException;
  }

  private void tell(Subject subject) {
    List<Dispatch> all =
        rooms
            .store()
            .read(tx -> rooms.dispatches().of(tx, subject.organisation(), subject.advisory()));
    if (all.stream().allMatch(dispatch -> dispatch.state() == Dispatch.State.SENT)) {
      announcements.tell(
          "advised",
          subject.organisation()
              + ": "
              + all.stream()
                  .map(dispatch -> home.resolve(dispatch.target()).toString())
                  .collect(Collectors.joining(" ")));
    }
  }

  private record Subject(String organisation, String advisory) {}
}
