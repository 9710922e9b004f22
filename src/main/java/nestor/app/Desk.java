package nestor.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nestor.access.Gate;
import nestor.access.Sessions;
import nestor.app.control.ControlServer;
import nestor.app.control.Operations;
import nestor.app.desk.Adviser;
import nestor.app.desk.Advising;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.Announcements;
import nestor.app.desk.Backlog;
import nestor.app.desk.Clerk;
import nestor.app.desk.Conditions;
import nestor.app.desk.Dispatcher;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.HomeCondition;
import nestor.app.desk.HomeFolder;
import nestor.app.desk.Inbox;
import nestor.app.desk.LeftInInbox;
import nestor.app.desk.Logs;
import nestor.app.desk.Loop;
import nestor.app.desk.Meters;
import nestor.app.desk.PeriodicCondition;
import nestor.app.desk.Retention;
import nestor.app.desk.Rooms;
import nestor.app.desk.RulebookInForce;
import nestor.app.desk.Settled;
import nestor.app.desk.UnusableException;
import nestor.app.live.LiveRoutes;
import nestor.app.live.Transport;
import nestor.app.live.UnusableRoutesException;
import nestor.app.mail.Mailroom;
import nestor.app.web.AboutEndpoints;
import nestor.app.web.AdviseEndpoint;
import nestor.app.web.Changes;
import nestor.app.web.DocumentEndpoints;
import nestor.app.web.Endpoint;
import nestor.app.web.FormEndpoints;
import nestor.app.web.FrontDoor;
import nestor.app.web.HttpHeaders;
import nestor.app.web.OpenApi;
import nestor.app.web.OrganisationEndpoints;
import nestor.app.web.PageEndpoints;
import nestor.app.web.WebServer;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.pages.Kept;
import nestor.pages.Pages;
import nestor.store.DurableFiles;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
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
  public static final Duration QUIET = Duration.ofSeconds(2);

  /** How long a file in the inbox must not change before it is taken, usually. */
  public static final Duration STILLNESS = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final Announcements announcements;
  private final AutoCloseable logs;
  private final Rooms rooms;
  private final Loop clerk;
  private final Loop advising;
  private final Advising advice;
  private final Loop dispatching;
  private final List<Loop> tidying = new ArrayList<>();
  private final Transport transport;
  private final LiveRoutes routes;
  private final WebServer web;
  private final Operations operations;
  private @Nullable ControlServer control;
  private final Conditions conditions = new Conditions();
  private final List<PeriodicCondition> watches = new ArrayList<>();
  private final LeftInInbox leftInInbox;
  private final Gate gate;
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
   * @param http where requests are listened for
   * @param mostWaiting how many documents may wait before senders over HTTP are put off
   * @param post what mail comes in and goes out, and for whom
   * @param keepAdvisories how long an advisory is kept that says what the one before it said, or
   *     null for as long as the home is
   */
  public record Settings(
      Path home,
      Path routes,
      Clock clock,
      Duration quiet,
      Duration stillness,
      List<Format> formats,
      HttpSettings http,
      int mostWaiting,
      Mailroom.Settings post,
      @Nullable Period keepAdvisories) {

    /** How many documents may wait, usually. */
    public static final int MOST_WAITING = 1_000;

    /** A desk without mail that listens on any free port of this machine alone. */
    public Settings(
        Path home,
        Path routes,
        Clock clock,
        Duration quiet,
        Duration stillness,
        List<Format> formats) {
      this(
          home,
          routes,
          clock,
          quiet,
          stillness,
          formats,
          new HttpSettings("127.0.0.1", 0, null, 64L << 20, null),
          MOST_WAITING,
          Mailroom.Settings.NONE,
          null);
    }
  }

  private Desk(
      Settings settings,
      DocumentUnderstanding understanding,
      Adviser adviser,
      AdvisoryRenderer renderer,
      Announcements announcements,
      AutoCloseable logs,
      Rooms rooms)
      throws IOException {
    this.settings = settings;
    this.announcements = announcements;
    this.logs = logs;
    this.rooms = rooms;
    Path home = settings.home();
    Meters meters = new Meters();
    Backlog backlog = new Backlog(rooms, settings.clock(), settings.mostWaiting());
    meters.watch(backlog);
    meters.watch(adviser, settings.clock());
    Inbox inbox = new Inbox(home.resolve("inbox"), rooms.intake(), announcements, settings.quiet());
    Clerk documents =
        new Clerk(
            home,
            rooms.store(),
            rooms.intake(),
            rooms.receipts(),
            rooms.dossiers(),
            understanding,
            announcements,
            meters);
    this.transport = new Transport(settings.routes());
    this.mailroom =
        new Mailroom(
            settings.post(),
            home,
            settings.clock(),
            rooms,
            understanding,
            renderer,
            transport,
            announcements);
    advice =
        new Advising(
            rooms,
            understanding,
            adviser,
            inbox,
            mailroom,
            settings.formats(),
            settings.quiet(),
            settings.clock(),
            announcements,
            meters);
    Dispatcher dispatcher =
        new Dispatcher(home, rooms, renderer, settings.clock(), announcements, meters);
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
    Period kept = settings.keepAdvisories();
    if (kept != null) {
      Retention retention = new Retention(rooms, kept, settings.clock());
      tidying.add(new Loop("retention", Duration.ofMinutes(1), retention::work, announcements));
    }
    this.clerk =
        new Loop(
            "documents",
            Duration.ofMillis(500),
            () -> {
              boolean any = documents.work();
              backlog.look();
              return any;
            },
            announcements);
    mailroom.listener(clerk::nudge);
    inbox.listeners(clerk::nudge, documents::recover);
    rooms.store().onOpenedAnew(documents::recover);
    transport.offer("inbox", inbox);
    Settled settled = new Settled(settings.stillness());
    this.leftInInbox =
        new LeftInInbox(home.resolve("inbox"), settled, inbox, settings.clock(), announcements);
    settled.onLook(
        now -> {
          leftInInbox.look(now);
          inbox.takeContinued(now);
        });
    transport.offer("settled", settled);
    transport.tell("nestor.inbox", home.resolve("inbox").toAbsolutePath().normalize().toString());
    this.gate = new Gate(rooms.store());
    Sessions sessions = new Sessions(gate, settings.clock());
    Changes changes = new Changes(rooms, adviser, advice::underway);
    OpenApi openApi = new OpenApi();
    this.web =
        new WebServer(
            settings.http(),
            new FrontDoor(gate, sessions, settings.http()),
            home.resolve("store/requests"),
            meters,
            changes::mark,
            openApi::methods);
    transport.offer(WebServer.ROUTER, web.router());
    this.routes = new LiveRoutes(transport, web::quietly, home, announcements);
    transport.offer("http-headers", new HttpHeaders());
    AdviseEndpoint advise = new AdviseEndpoint(understanding, adviser, renderer, settings.clock());
    OrganisationEndpoints organisations = new OrganisationEndpoints(rooms, understanding, renderer);
    DocumentEndpoints uploads = new DocumentEndpoints(rooms, understanding, backlog, clerk::nudge);
    AboutEndpoints about = new AboutEndpoints(understanding, adviser, conditions, meters, openApi);
    Pages papers =
        Pages.of(
            new Kept(rooms.store(), rooms.receipts(), rooms.dossiers(), rooms.advisories()),
            adviser,
            settings.clock(),
            settings.http().uploadLimit());
    PageEndpoints pages =
        new PageEndpoints(
            papers,
            rooms,
            renderer,
            organisations,
            uploads,
            adviser,
            conditions,
            leftInInbox,
            advice::underway,
            changes);
    web.show(pages);
    endpoint("http-advise", advise::answer);
    either("http-organisations", pages::organisations, organisations::all);
    either("http-organisation", pages::organisation, organisations::one);
    either("http-advisories", pages::advisories, organisations::advisories);
    endpoint("http-advisory", organisations::advisory);
    endpoint("http-documents", uploads::upload);
    either("http-receipt", pages::receipt, uploads::receipt);
    either("http-rules", pages::rules, about::rules);
    endpoint(
        "http-section",
        visit ->
            visit.method().equals("PUT")
                ? uploads.section(visit)
                : PageEndpoints.either(pages::section, organisations::section).answer(visit));
    pages(pages, about, papers, sessions, organisations, uploads, understanding);
    endpoint("http-schema", about::schema);
    endpoint("http-openapi", about::openApi);
    endpoint("http-live", about::live);
    endpoint("http-ready", about::ready);
    endpoint("http-metrics", about::metrics);
    this.operations =
        new Operations(
            rooms, settings.clock(), status -> tell(status, adviser), clerk::nudge, gate::refresh);
    watchConditions(adviser);
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
    Rooms rooms = Rooms.open(settings.home(), settings.clock());
    return open(settings, understanding, adviser, renderer, out, rooms);
  }

  /** As above, in rooms that are open already; they are closed with the desk, or if this fails. */
  static Desk open(
      Settings settings,
      DocumentUnderstanding understanding,
      Adviser adviser,
      AdvisoryRenderer renderer,
      PrintStream out,
      Rooms rooms)
      throws IOException {
    Desk desk;
    try {
      for (String folder : List.of("inbox", "outbox", "archive", "quarantine", "log")) {
        DurableFiles.createFolders(settings.home().resolve(folder));
      }
      AutoCloseable logs = Logs.into(settings.home().resolve("log"));
      Announcements announcements = new Announcements(out);
      desk = new Desk(settings, understanding, adviser, renderer, announcements, logs, rooms);
    } catch (RuntimeException | IOException e) {
      rooms.close();
      throw e;
    }
    try {
      desk.start();
      return desk;
    } catch (RuntimeException | IOException e) {
      desk.close();
      throw e;
    }
  }

  private void tell(ObjectNode status, Adviser adviser) {
    status
        .putObject("server")
        .put("running", true)
        .put("process", ProcessHandle.current().pid())
        .put("http", web.address());
    List<Conditions.State> states = conditions.look();
    status.put("ready", states.stream().allMatch(Conditions.State::holds));
    ArrayNode all = status.putArray("conditions");
    for (Conditions.State state : states) {
      ObjectNode one = all.addObject().put("name", state.name()).put("holds", state.holds());
      state.reason().ifPresent(reason -> one.put("reason", reason));
    }
    RulebookInForce inForce = adviser.rulebookInForce();
    ObjectNode rulebook = status.putObject("rulebook").put("version", inForce.version());
    ArrayNode faults = rulebook.putArray("faults");
    inForce.objections().forEach(faults::add);
    ArrayNode ofRoutes = status.putObject("routes").putArray("faults");
    routes.objections().forEach(ofRoutes::add);
    ArrayNode left = status.putArray("left");
    leftInInbox
        .left()
        .forEach(one -> left.addObject().put("file", one.file()).put("reason", one.reason()));
    ArrayNode notAdvised = status.putArray("notAdvised");
    advice
        .held()
        .forEach(
            (organisation, why) ->
                notAdvised.addObject().put("organisation", organisation).put("reason", why));
  }

  private void pages(
      PageEndpoints pages,
      AboutEndpoints about,
      Pages papers,
      Sessions sessions,
      OrganisationEndpoints organisations,
      DocumentEndpoints uploads,
      DocumentUnderstanding understanding) {
    FormEndpoints forms =
        new FormEndpoints(
            rooms,
            understanding,
            uploads,
            organisations,
            pages,
            papers,
            sessions,
            clerk::nudge,
            settings.http().tls() != null);
    endpoint("page-desk", pages::desk);
    endpoint("page-documents", forms::upload);
    endpoint("page-put-back", forms::putBack);
    endpoint("page-replies", forms::reply);
    endpoint("page-suppose", Endpoint.formOr(pages::suppose, forms::suppose));
    either("page-rule", pages::rule, about::rule);
    endpoint("page-rulebook", pages::rulebook);
    endpoint("page-status", pages::status);
    endpoint("page-log-in", Endpoint.formOr(pages::logIn, forms::logIn));
    endpoint("page-log-out", forms::logOut);
    endpoint("page-styles", pages::styles);
    endpoint("page-script", pages::script);
    endpoint("page-icon", pages::icon);
  }

  private void either(String name, Endpoint.Work page, Endpoint.Work other) {
    endpoint(name, PageEndpoints.either(page, other));
  }

  private void endpoint(String name, Endpoint.Work work) {
    transport.offer(name, new Endpoint(name, web, work));
  }

  private void watchConditions(Adviser adviser) {
    conditions.watch("documents", clerk::trouble);
    conditions.watch("advising", advising::trouble);
    conditions.watch("dispatching", dispatching::trouble);
    tidying.forEach(loop -> conditions.watch("retention", loop::trouble));
    mailroom.watch(conditions);
    watch(
        "http",
        web::trouble,
        "the port does not take connections; start Nestor again, and look for what keeps the"
            + " machine busy");
    conditions.watch("events", web::eventTrouble);
    conditions.watch("routes", routes);
    watch(
        "home",
        new HomeCondition(settings.home()),
        "the disk of " + settings.home() + " does not answer; mend it, or the mount that it is on");
    conditions.watch(
        "rulebook",
        () -> {
          List<String> objections = adviser.rulebookInForce().objections();
          return objections.isEmpty()
              ? adviser.trouble()
              : Optional.of(
                  "an edit is not in force: "
                      + objections.get(0)
                      + (objections.size() > 1
                          ? " (and " + (objections.size() - 1) + " more; see nestor check)"
                          : ""));
        });
    watch(
        "store",
        () -> {
          try {
            rooms.store().check();
            return Optional.empty();
          } catch (StoreException e) {
            return Optional.of(
                e.getMessage() + "; free or mend the disk, and it goes on by itself");
          }
        },
        "the store does not answer; look at the disk, and at log/nestor.log");
  }

  /** Watches what touches disk or network: by one thread, however many ask. */
  private void watch(String name, Conditions.Condition condition, String silence) {
    PeriodicCondition periodic =
        new PeriodicCondition(
            name + " watch",
            condition,
            PeriodicCondition.USUAL_PAUSE,
            PeriodicCondition.USUAL_PATIENCE,
            silence,
            System::nanoTime);
    watches.add(periodic);
    conditions.watch(name, periodic);
  }

  /** What must hold for the desk to be ready; parts that can fail register theirs. */
  Conditions conditions() {
    return conditions;
  }

  /** Where HTTP is listened for. */
  WebServer web() {
    return web;
  }

  /** The routes. */
  Transport transport() {
    return transport;
  }

  /** What the desk keeps, for those who ask or bring documents by other ways than the routes. */
  Rooms rooms() {
    return rooms;
  }

  /** Lets documents that came by another way than the routes be read at once. */
  void documentsCame() {
    clerk.nudge();
  }

  /** Tells what strangers may read or do that they should not, with the cure. */
  void tooOpen(String what) {
    announcements.tell("too open", what);
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
      ControlServer open = control;
      if (open != null) {
        open.close();
      }
      watches.forEach(PeriodicCondition::close);
      routes.close();
      web.closeDoors();
      transport.stop();
      List<Loop> loops = new ArrayList<>(List.of(clerk, advising, dispatching));
      loops.addAll(tidying);
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

  /**
   * @throws UnusableException if strangers could come in, or a port cannot be had
   */
  private void start() throws IOException {
    if (!gate.asksForTokens() && !FrontDoor.isLoopback(settings.http().host())) {
      throw new UnusableException(
          "http.host "
              + settings.http().host()
              + " lets other machines in, and there is no token; make one with nestor token new, or"
              + " listen on 127.0.0.1");
    }
    // Before anybody brings more: what came earlier stays in front of it.
    rooms.intake().recover();
    // The ports first: a desk that cannot have them must not have begun any work.
    routes.begin();
    mailroom.start();
    web.open();
    control = ControlServer.open(settings.home(), operations);
    clerk.start();
    advising.start();
    dispatching.start();
    tidying.forEach(Loop::start);
    routes.start();
    watches.forEach(PeriodicCondition::start);
    announcements.tell("inbox", settings.home().resolve("inbox").toString());
    announcements.tell("outbox", settings.home().resolve("outbox").toString());
    announcements.tell("http", web.address());
    web.managementPort()
        .ifPresent(
            port -> announcements.tell("management", "port " + port + ", health and metrics"));
    HomeFolder.openness(settings.home()).ifPresent(this::tooOpen);
    announcements.tell("ready", "put documents into the inbox; Ctrl-C stops");
  }

  private void finish() {
    try {
      rooms.store().close();
      web.close();
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
