package nestor.server.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.StillWrittenException;
import nestor.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.Nullable;

/**
 * Camel processor of inbox files: hands them to the {@link nestor.intake.Intake}, which removes
 * them from the inbox.
 */
public final class InboxProcessor implements Processor {
  private static final int TOGETHER = 200;

  private final Path root;
  private final Intake intake;
  private final ConsoleReporter reporter;
  private final long patience;
  private final Runnable onReceived;
  private final Runnable onTrouble;
  private final ConcurrentHashMap<Path, String> troubles = new ConcurrentHashMap<>();
  private final Set<Path> found = new LinkedHashSet<>();
  private volatile long busySince;
  private volatile long busyUntil;
  private volatile boolean inBatch;

  /**
   * @param onReceived called when documents were received
   * @param onTrouble called when a document may be left half received
   */
  public InboxProcessor(
      Path root,
      Intake intake,
      ConsoleReporter reporter,
      Duration patience,
      Runnable onReceived,
      Runnable onTrouble) {
    this.root = root.toAbsolutePath().normalize();
    this.intake = intake;
    this.reporter = reporter;
    this.patience = patience.toNanos();
    this.onReceived = onReceived;
    this.onTrouble = onTrouble;
  }

  @Override
  public void process(Exchange exchange) {
    Path file =
        ((File) requireNonNull(exchange.getMessage().getBody(GenericFile.class)).getFile())
            .toPath()
            .toAbsolutePath()
            .normalize();
    Integer index = exchange.getProperty(Exchange.BATCH_INDEX, Integer.class);
    boolean first = index == null || index == 0;
    long now = System.nanoTime();
    if (first) {
      busySince = now;
    }
    busyUntil = now + patience;
    inBatch = Boolean.FALSE.equals(exchange.getProperty(Exchange.BATCH_COMPLETE, Boolean.class));
    take(file, first);
  }

  /** Files that were found together are taken together, so that the disk is waited for once. */
  private synchronized void take(Path file, boolean first) {
    if (first) {
      // What a look left behind, because its last file vanished, lies there still and comes again.
      found.clear();
    }
    found.add(file);
    if (!inBatch || found.size() == TOGETHER) {
      List<Path> all = List.copyOf(found);
      found.clear();
      take(all);
    }
  }

  /** For how long files that were found together have been coming in, while they are. */
  Optional<Duration> busyFor() {
    long now = System.nanoTime();
    return inBatch && busyUntil - now > 0
        ? Optional.of(Duration.ofNanos(now - busySince))
        : Optional.empty();
  }

  /** Takes files at once, those that the route cannot bring among them. */
  void take(List<Path> files) {
    List<Intake.Placed> placed =
        files.stream().map(file -> new Intake.Placed(root, file, placedFor(file))).toList();
    Set<Path> failed = new HashSet<>();
    try {
      intake.receive(
          placed,
          (file, why) -> {
            failed.add(file);
            if (!(why instanceof StillWrittenException)) {
              trouble(file, why);
            }
          });
    } catch (StoreException e) {
      files.stream().filter(failed::add).forEach(file -> trouble(file, e));
    }
    for (Path file : files) {
      if (!failed.contains(file)) {
        troubles.remove(file);
      }
    }
    if (failed.size() < files.size()) {
      onReceived.run();
    }
  }

  /** Takes what senders went on writing after it had been taken, once that stands still. */
  public void takeContinued(long now) {
    try {
      List<Receipt> continued = intake.receiveContinued(now, this::trouble);
      for (Receipt receipt : continued) {
        reporter.report(
            "once more",
            receipt.name() + " was still being written when it was taken; taken whole now");
      }
      if (!continued.isEmpty()) {
        onReceived.run();
      }
    } catch (IOException | StoreException e) {
      trouble(root, e);
    }
  }

  /** Reasons why files could not be received, as long as they lie there. */
  Map<Path, String> troubles() {
    troubles.keySet().removeIf(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    return Map.copyOf(troubles);
  }

  private void trouble(Path file, Exception why) {
    onTrouble.run();
    String what = String.valueOf(why.getMessage());
    if (!what.equals(troubles.put(file, what))) {
      reporter.trouble(file + " could not be received: " + what + "; trying again", why);
    }
  }

  /** The folder right below the inbox is the organisation's, however deep the file lies in it. */
  private @Nullable String placedFor(Path file) {
    Path below = root.relativize(file);
    return below.getNameCount() > 1 ? Intake.nameFor(below.getName(0)) : null;
  }
}
