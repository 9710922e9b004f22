package nestor.app.desk;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import nestor.intake.Intake;
import nestor.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.Nullable;

/** What the inbox route calls: hands each file over to the intake, which takes it away. */
public final class Inbox implements Processor {
  private final Path root;
  private final Intake intake;
  private final Announcements announcements;
  private final long patience;
  private final ConcurrentHashMap<Path, String> troubles = new ConcurrentHashMap<>();
  private volatile Runnable onReceived = () -> {};
  private volatile Runnable onTrouble = () -> {};
  private volatile long busyUntil;
  private volatile boolean inBatch;

  public Inbox(Path root, Intake intake, Announcements announcements, Duration patience) {
    this.root = root.toAbsolutePath().normalize();
    this.intake = intake;
    this.announcements = announcements;
    this.patience = patience.toNanos();
  }

  public void listeners(Runnable onReceived, Runnable onTrouble) {
    this.onReceived = onReceived;
    this.onTrouble = onTrouble;
  }

  @Override
  public void process(Exchange exchange) {
    Path file =
        ((File) exchange.getMessage().getBody(GenericFile.class).getFile())
            .toPath()
            .toAbsolutePath()
            .normalize();
    busyUntil = System.nanoTime() + patience;
    inBatch = !exchange.getProperty(Exchange.BATCH_COMPLETE, true, Boolean.class);
    take(file);
  }

  /** Whether files that were found together are still coming in. */
  boolean busy() {
    return inBatch && busyUntil - System.nanoTime() > 0;
  }

  private void take(Path file) {
    try {
      intake.receive(file, placedFor(file));
      troubles.remove(file);
      onReceived.run();
    } catch (IOException | StoreException e) {
      onTrouble.run();
      String what = String.valueOf(e.getMessage());
      if (!what.equals(troubles.put(file, what))) {
        announcements.trouble(file + " could not be received: " + what + "; trying again", e);
      }
    }
  }

  /** The folder right below the inbox is the organisation's, however deep the file lies in it. */
  private @Nullable String placedFor(Path file) {
    Path below = root.relativize(file);
    return below.getNameCount() > 1 ? below.getName(0).toString() : null;
  }
}
