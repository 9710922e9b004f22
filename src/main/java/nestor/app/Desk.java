package nestor.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nestor.delivery.Format;
import nestor.store.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: takes documents in by its routes, keeps the dossiers, advises, and hands advisories
 * over to the outbox. What a crash interrupted is taken up where it stood. Safe for use by several
 * threads.
 *
 * <p>Threads: the routes' own receive; one reads documents in the order of their arrival; one
 * advises; one hands over.
 */
public final class Desk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  /** How long no document of an organisation must come before it is advised, usually. */
  static final Duration QUIET = Duration.ofSeconds(2);

  /** How long a file in the inbox must not change before it is taken, usually. */
  static final Duration STILLNESS = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Announcements announcements;
  private final AutoCloseable logs;
  private final Rooms rooms;
  private final Loop clerk;
  private final Loop advising;
  private final Loop dispatching;
  private final Transport transport;
  private final Mailroom mailroom;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Where a desk stands and how it works.
   *
   * @param home the folder that holds inbox, outbox, archive, quarantine, log and store
   * @param routes the folder of the routes
   * @param clock tells the time of receipts, by its date in UTC the day of the advice, and how long
   *     it has been quiet: it must tick
   * @param quiet how long no document of an organisation must come before it is advised
   * @param stillness how long a file in the inbox must not change before it is taken
   * @param formats what the outbox gets of each advisory
   * @param post what mail comes in and goes out, and for whom
   */
  public record Settings(
      Path home,
      Path routes,
      Clock clock,
      Duration quiet,
      Duration stillness,
      List<Format> formats,
      Mailroom.Settings post) {

    /** Settings without any mail. */
    public Settings(
        Path home,
        Path routes,
        Clock clock,
        Duration quiet,
        Duration stillness,
        List<Format> formats) {
      this(home, routes, clock, quiet, stillness, formats, Mailroom.Settings.NONE);
    }
  }

  private Desk(
      Settings settings,
      DocumentUnderstanding understanding,
      Adviser adviser,
      AdvisoryRenderer renderer,
      Announcements announcements,
      AutoCloseable logs,
      Rooms rooms) {
    this.settings = settings;
    this.announcements = announcements;
    this.logs = logs;
    this.rooms = rooms;
    Path home = settings.home();
    Inbox inbox = new Inbox(home.resolve("inbox"), rooms.intake(), announcements, settings.quiet());
    Clerk documents =
        new Clerk(
            home,
            rooms.store(),
            rooms.intake(),
            rooms.receipts(),
            rooms.dossiers(),
            understanding,
            announcements);
    this.transport = new Transport(settings.routes());
    this.mailroom =
        new Mailroom(settings, rooms, understanding, renderer, transport, announcements);
    Advising advice =
        new Advising(rooms, understanding, adviser, inbox, mailroom, settings, announcements);
    Dispatcher dispatcher = new Dispatcher(home, rooms, renderer, settings.clock(), announcements);
    this.dispatching =
        new Loop("dispatching", Duration.ofMillis(500), dispatcher::work, announcements);
    this.advising =
        new Loop(
            "advising",
            Duration.ofMillis(100),
            () -> {
              boolean any = advice.work();
              if (any) {
                dispatching.nudge();
                mailroom.nudge();
              }
              return any;
            },
            announcements);
    this.clerk = new Loop("documents", Duration.ofMillis(500), documents::work, announcements);
    mailroom.listener(clerk::nudge);
    inbox.listeners(clerk::nudge, documents::recover);
    transport.offer("inbox", inbox);
    transport.offer("settled", new Settled(settings.stillness(), announcements));
    transport.tell("nestor.inbox", home.resolve("inbox").toAbsolutePath().normalize().toString());
    dispatcher.resume();
  }

  /**
   * Opens the desk: everything that a former run left undone is taken up, and the inbox is watched.
   *
   * @param out gets a line for every document and every advisory
   * @throws nestor.store.HomeInUseException if another process works in the same home
   * @throws nestor.store.StoreException if the store cannot be opened
   * @throws UnusableRoutesException if the routes cannot be started
   * @throws IOException if the home's folders cannot be made
   */
  public static Desk open(
      Settings settings,
      DocumentUnderstanding understanding,
      Adviser adviser,
      AdvisoryRenderer renderer,
      PrintStream out)
      throws IOException {
    for (String folder : List.of("inbox", "outbox", "archive", "quarantine", "log")) {
      DurableFiles.createFolders(settings.home().resolve(folder));
    }
    Rooms rooms = Rooms.open(settings.home(), settings.clock());
    Desk desk;
    try {
      AutoCloseable logs = Logs.into(settings.home().resolve("log"));
      Announcements announcements = new Announcements(out);
      desk = new Desk(settings, understanding, adviser, renderer, announcements, logs, rooms);
    } catch (RuntimeException e) {
      rooms.close();
      throw e;
    }
    try {
      desk.start();
      return desk;
    } catch (RuntimeException e) {
      desk.close();
      throw e;
    }
  }

  /** What the desk keeps, for those who ask or bring documents by other ways than the routes. */
  Rooms rooms() {
    return rooms;
  }

  /** What stands in the way of mail, and what does not. */
  List<Condition> conditions() {
    return mailroom.conditions();
  }

  /** Lets documents that came by another way than the routes be read at once. */
  void documentsCame() {
    clerk.nudge();
  }

  /** Waits until the process is told to stop (Ctrl-C, SIGTERM), and closes the desk then. */
  public void runUntilStopped() throws InterruptedException {
    Thread hook = new Thread(this::close, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    closed.await();
  }

  /** Ends what is under way, within five seconds, and lets go of the home. */
  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      awaitClosed();
      return;
    }
    try {
      transport.stop();
      List<Loop> loops = new ArrayList<>(List.of(clerk, advising, dispatching));
      loops.addAll(mailroom.loops());
      loops.forEach(Loop::stop);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (Loop loop : loops) {
        if (!loop.ended(Duration.ofNanos(deadline - System.nanoTime()))) {
          LOG.warn("Stopped with a step under way; the next start takes it up again");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      finish();
    }
  }

  private void start() {
    clerk.start();
    advising.start();
    dispatching.start();
    transport.start();
    mailroom.start();
    announcements.tell("inbox", settings.home().resolve("inbox").toString());
    announcements.tell("outbox", settings.home().resolve("outbox").toString());
    announcements.tell("ready", "put documents into the inbox; Ctrl-C stops");
  }

  private void finish() {
    try {
      rooms.store().close();
      logs.close();
    } catch (Exception e) {
      LOG.warn("The desk did not close cleanly", e);
    } finally {
      closed.countDown();
    }
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
