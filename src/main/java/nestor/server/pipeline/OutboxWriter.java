package nestor.server.pipeline;

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
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.Format;
import nestor.delivery.OutboxEntry;
import nestor.delivery.OutboxRepository;
import nestor.store.Database;
import nestor.store.DurableBatchWriter;
import nestor.store.StoreException;

/**
 * Worker that renders due advisories and writes them to the outbox folder, until each is there.
 * Mail is sent by {@code MailSender}.
 */
public final class OutboxWriter {
  static final String CHANNEL = "outbox";
  private static final int BATCH = 50;

  private final Path home;
  private final Database database;
  private final AdvisoryRepository advisories;
  private final OutboxRepository outbox;
  private final AdvisoryRenderer renderer;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private final Metrics metrics;

  public OutboxWriter(
      Path home,
      Database database,
      AdvisoryRepository advisories,
      OutboxRepository outbox,
      AdvisoryRenderer renderer,
      Clock clock,
      Telemetry telemetry) {
    this.home = home;
    this.database = database;
    this.advisories = advisories;
    this.outbox = outbox;
    this.renderer = renderer;
    this.clock = clock;
    this.reporter = telemetry.console();
    this.metrics = telemetry.metrics();
  }

  /** Takes up what was not handed over before the last stop. */
  public void resume() {
    database.change(tx -> outbox.resume(tx, clock.instant()));
  }

  /** Hands over up to a batch; true if any went. */
  public boolean work() {
    int since = database.openings();
    List<OutboxEntry> due = database.read(tx -> outbox.due(tx, CHANNEL, clock.instant(), BATCH));
    if (due.isEmpty()) {
      return false;
    }
    // Nothing may be handed over that a crash could still undo.
    database.force(since);
    DurableBatchWriter files = new DurableBatchWriter();
    Map<Path, OutboxEntry> written = new LinkedHashMap<>();
    for (OutboxEntry entry : due) {
      Path file = home.resolve(entry.target());
      attempt(
          entry,
          () -> {
            write(entry, file, files);
            written.put(file, entry);
          });
    }
    files
        .finish()
        .forEach((file, why) -> postpone(Objects.requireNonNull(written.remove(file)), why));
    Collection<OutboxEntry> sent = written.values();
    if (sent.isEmpty()) {
      return false;
    }
    database.change(tx -> sent.forEach(entry -> outbox.sent(tx, entry)));
    sent.stream()
        .map(entry -> new Subject(entry.organisation(), entry.advisory()))
        .distinct()
        .forEach(this::report);
    return true;
  }

  private void write(OutboxEntry entry, Path file, DurableBatchWriter files) throws IOException {
    Advisory advisory =
        database
            .read(tx -> advisories.find(tx, entry.organisation(), entry.advisory()))
            .orElseThrow();
    Format format = Format.named(entry.format()).orElseThrow();
    byte[] content = metrics.timed("render", () -> renderer.render(advisory, format));
    Path folder = Objects.requireNonNull(file.getParent());
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(
          folder + " is a link, which could lead one organisation's advice to another; remove it");
    }
    files.write(home.resolve("outbox"), file, content);
  }

  private void attempt(OutboxEntry entry, Attempt attempt) {
    try {
      attempt.make();
    } catch (StoreException e) {
      throw e;
    } catch (IOException
        | RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | LinkageError e) {
      postpone(entry, e);
    }
  }

  private void postpone(OutboxEntry entry, Throwable failure) {
    database.change(tx -> outbox.failed(tx, entry, failure.toString(), clock.instant()));
    if (entry.attempts() == 0) {
      reporter.trouble(
          home.resolve(entry.target()) + " could not be written: " + failure + "; trying again",
          failure);
    }
  }

  private interface Attempt {
    void make() throws IOException;
  }

  private void report(Subject subject) {
    List<OutboxEntry> all =
        database.read(tx -> outbox.of(tx, subject.organisation(), subject.advisory()));
    if (all.stream().allMatch(entry -> entry.state() == OutboxEntry.State.SENT)) {
      reporter.report(
          "advised",
          subject.organisation()
              + ": "
              + all.stream()
                  .map(entry -> home.resolve(entry.target()).toString())
                  .collect(Collectors.joining(" ")));
    }
  }

  private record Subject(String organisation, String advisory) {}
}
