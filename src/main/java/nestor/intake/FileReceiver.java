package nestor.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import nestor.store.Database;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;

/**
 * Receiver of inbox files: moves each out of the inbox, keeps a copy that no sender has open,
 * forces it to disk and records it. A file that its sender goes on writing is watched after that,
 * and the whole is received once more.
 */
final class FileReceiver {
  private final Spool spool;
  private final OriginalFiles originals;
  private final InboxFileMover mover;
  private final Database database;
  private final ReceiptRepository receipts;
  private final ReceiptRecorder recorder;
  private final ArrivingIds ids;

  FileReceiver(
      Path home,
      Spool spool,
      OriginalFiles originals,
      Database database,
      ReceiptRepository receipts,
      ReceiptRecorder recorder,
      ArrivingIds ids) {
    this.spool = spool;
    this.originals = originals;
    this.mover = new InboxFileMover(home, spool, originals);
    this.database = database;
    this.receipts = receipts;
    this.recorder = recorder;
    this.ids = ids;
  }

  /** As {@link Intake#receive(List, BiConsumer)}. */
  List<Receipt> receive(List<Intake.Placed> files, BiConsumer<Path, IOException> failed) {
    List<Arriving> arriving = new ArrayList<>();
    try {
      for (Intake.Placed placed : files) {
        attempt(
            placed.file(),
            failed,
            () -> arriving.add(arrive(placed.file(), placed.placedFor(), placed.root())));
      }
      return keep(arriving, failed);
    } finally {
      arriving.forEach(one -> ids.end(one.id()));
    }
  }

  /** Gives each original without a copy one, and watches the others again. */
  List<Receipt> recover() throws IOException {
    List<Receipt> adopted = new ArrayList<>();
    synchronized (originals) {
      for (Path original : originals.files()) {
        recover(original).ifPresent(adopted::add);
      }
    }
    return adopted;
  }

  /**
   * A file that was taken, and is not recorded yet.
   *
   * @param from as it was called where it lay
   */
  private record Arriving(
      Path from, String id, String name, @Nullable String placedFor, InboxFileMover.Taken taken) {
    Path spooled() {
      return taken.spooled();
    }
  }

  private Arriving arrive(Path file, @Nullable String placedFor, Path root) throws IOException {
    String name = FileNameSanitizer.of(file);
    return arriving(file, ids.next(), name, placedFor, place -> mover.take(root, file, place));
  }

  private Arriving arriving(
      Path from, String id, String name, @Nullable String placedFor, Arrival arrival)
      throws IOException {
    ids.begin(id);
    boolean there = false;
    try {
      InboxFileMover.Taken taken = arrival.at(spool.place(id, placedFor, name, false));
      there = true;
      return new Arriving(from, id, name, placedFor, taken);
    } finally {
      if (!there) {
        ids.end(id);
      }
    }
  }

  /** Makes what arrived safe on disk, and records it. */
  private List<Receipt> keep(List<Arriving> arriving, BiConsumer<Path, IOException> failed) {
    Map<Path, IOException> unsafe = force(arriving);
    List<Arriving> whole = new ArrayList<>();
    List<Receipt> received = new ArrayList<>();
    for (Arriving one : arriving) {
      attempt(
          one.from(),
          failed,
          () -> {
            IOException refused = unsafe.get(one.spooled());
            if (refused != null) {
              throw refused;
            }
            String sha256 = one.taken().sha256();
            received.add(
                ReceiptRecorder.receipt(
                    one.id(),
                    one.name(),
                    one.placedFor(),
                    one.spooled(),
                    sha256 == null ? Spool.sha256(one.spooled()) : sha256));
            whole.add(one);
          });
    }
    recorder.record(received);
    long now = System.nanoTime();
    synchronized (originals) {
      whole.forEach(one -> attempt(one.from(), failed, () -> mover.acknowledge(one.taken(), now)));
    }
    return Collections.unmodifiableList(received);
  }

  /** As {@link Intake#receiveContinued}. */
  List<Receipt> receiveContinued(long now, BiConsumer<Path, IOException> failed)
      throws IOException {
    synchronized (originals) {
      List<Arriving> arriving = new ArrayList<>();
      try {
        for (Path original : originals.changed(now)) {
          attempt(original, failed, () -> arriving.add(again(original)));
        }
        return keep(arriving, failed);
      } finally {
        arriving.forEach(one -> ids.end(one.id()));
      }
    }
  }

  /** Takes an original for another document; it bears that one's id from then on. */
  private Arriving again(Path original) throws IOException {
    DocumentPaths.Spooled said =
        Objects.requireNonNull(DocumentPaths.parse(original.getFileName().toString()));
    String id = ids.next();
    return arriving(
        original,
        id,
        said.name(),
        said.placedFor(),
        spooled -> {
          Path moved = originals.place(spooled.getFileName().toString());
          Files.move(original, moved, StandardCopyOption.ATOMIC_MOVE);
          originals.forget(original);
          return mover.copy(moved, spooled);
        });
  }

  /** Forces what arrived to disk under its name; returns why any of it is not safe. */
  private Map<Path, IOException> force(List<Arriving> arriving) {
    Map<Path, Path> places = new HashMap<>();
    for (Arriving one : arriving) {
      places.put(one.taken().isCopy() ? spool.part(one.spooled()) : one.spooled(), one.spooled());
    }
    Map<Path, IOException> unsafe = new HashMap<>();
    DurableFiles.forceTogether(places.keySet())
        .forEach((file, why) -> unsafe.put(Objects.requireNonNull(places.get(file)), why));
    try {
      for (Arriving one : arriving) {
        if (one.taken().isCopy() && !unsafe.containsKey(one.spooled())) {
          spool.name(one.spooled());
        }
      }
      if (!arriving.isEmpty()) {
        spool.force();
      }
    } catch (IOException e) {
      arriving.forEach(one -> unsafe.putIfAbsent(one.spooled(), e));
    }
    return unsafe;
  }

  private static void attempt(Path file, BiConsumer<Path, IOException> failed, Attempt attempt) {
    try {
      attempt.make();
    } catch (IOException e) {
      failed.accept(file, e);
    }
  }

  /** An original without a copy gets one; any other is watched again. */
  private Optional<Receipt> recover(Path original) throws IOException {
    DocumentPaths.@Nullable Spooled said = DocumentPaths.parse(original.getFileName().toString());
    if (said == null
        || originals.isWatched(original)
        || ids.isArriving(said.id())
        || !Files.isRegularFile(original, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    OriginalFiles.State state = OriginalFiles.State.of(original);
    Optional<Receipt> known = database.read(tx -> receipts.find(tx, said.id()));
    if (known.isPresent()) {
      boolean same =
          known.get().size() == state.size() && known.get().sha256().equals(Spool.sha256(original));
      // One that went on while nobody watched differs from whatever it will be found to be.
      originals.watch(
          original,
          same ? state : new OriginalFiles.State(-1, state.modified(), null),
          System.nanoTime());
      return Optional.empty();
    }
    List<IOException> why = new ArrayList<>();
    Arriving one =
        arriving(
            original,
            said.id(),
            said.name(),
            said.placedFor(),
            spooled -> mover.copy(original, spooled));
    try {
      List<Receipt> received = keep(List.of(one), (file, failure) -> why.add(failure));
      if (!why.isEmpty()) {
        throw why.get(0);
      }
      return received.stream().findFirst();
    } finally {
      ids.end(one.id());
    }
  }

  private interface Arrival {
    InboxFileMover.Taken at(Path spooled) throws IOException;
  }

  private interface Attempt {
    void make() throws IOException;
  }
}
