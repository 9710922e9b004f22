package nestor.server;

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
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.diagnostics.UserErrorException;
import nestor.logging.FileLogging;
import nestor.server.admin.AdminOperations;
import nestor.server.admin.AdminServer;
import nestor.server.auth.Sessions;
import nestor.server.auth.TokenAuthenticator;
import nestor.server.health.DiskHealthCheck;
import nestor.server.health.HealthChecks;
import nestor.server.health.PeriodicHealthCheck;
import nestor.server.http.AdviseEndpoint;
import nestor.server.http.CamelHeaderFilter;
import nestor.server.http.ChangeToken;
import nestor.server.http.DocumentEndpoints;
import nestor.server.http.Endpoint;
import nestor.server.http.EndpointTable;
import nestor.server.http.FormEndpoints;
import nestor.server.http.MetaEndpoints;
import nestor.server.http.OpenApi;
import nestor.server.http.OrganisationEndpoints;
import nestor.server.http.PageEndpoints;
import nestor.server.http.RequestFilter;
import nestor.server.http.WebServer;
import nestor.server.mail.MailService;
import nestor.server.pages.PageRepositories;
import nestor.server.pages.Pages;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.AdvisoryRetention;
import nestor.server.pipeline.AdvisoryWorker;
import nestor.server.pipeline.BacklogLimit;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.DocumentProcessor;
import nestor.server.pipeline.HomeDirectory;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.pipeline.InboxProcessor;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.OutboxWriter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.pipeline.StableFileFilter;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import nestor.server.reload.InvalidRoutesException;
import nestor.server.reload.RouteReloader;
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
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** How long no document of an organisation must come before it is advised, usually. */
  public static final Duration QUIET = Duration.ofSeconds(2);

  /** How long a file in the inbox must not change before it is taken, usually. */
  public static final Duration STILLNESS = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Settings settings;
  private final ConsoleReporter reporter;
  private final AutoCloseable logs;
  private final Repositories repositories;
  private final WorkerLoop clerk;
  private final WorkerLoop advising;
  private final AdvisoryWorker advice;
  private final WorkerLoop dispatching;
  private final List<WorkerLoop> tidying = new ArrayList<>();
  private final CamelRuntime camel;
  private final RouteReloader routes;
  private final WebServer web;
  private final AdminOperations operations;
  private @Nullable AdminServer control;
  private final HealthChecks healthChecks = new HealthChecks();
  private final List<PeriodicHealthCheck> watches = new ArrayList<>();
  private final InboxLeftovers leftovers;
  private final TokenAuthenticator authenticator;
  private final MailService mailService;
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
      MailService.Settings post,
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
          MailService.Settings.NONE,
          null);
    }
  }

  private Server(
      Settings settings,
      DocumentParser understanding,
      AdvisoryEngine advisoryEngine,
      AdvisoryRenderer renderer,
      ConsoleReporter reporter,
      AutoCloseable logs,
      Repositories repositories)
      throws IOException {
    this.settings = settings;
    this.reporter = reporter;
    this.logs = logs;
    this.repositories = repositories;
    Path home = settings.home();
    Metrics meters = new Metrics();
    BacklogLimit backlog = new BacklogLimit(repositories, settings.clock(), settings.mostWaiting());
    meters.watch(backlog);
    meters.watch(advisoryEngine, settings.clock());
    InboxProcessor inbox =
        new InboxProcessor(
            home.resolve("inbox"), repositories.intake(), reporter, settings.quiet());
    DocumentProcessor documents =
        new DocumentProcessor(
            home,
            repositories.database(),
            repositories.intake(),
            repositories.receipts(),
            repositories.dossiers(),
            understanding,
            reporter,
            meters);
    this.camel = new CamelRuntime(settings.routes());
    this.mailService =
        new MailService(
            settings.post(),
            home,
            settings.clock(),
            repositories,
            understanding,
            renderer,
            camel,
            reporter);
    advice =
        new AdvisoryWorker(
            repositories,
            understanding,
            advisoryEngine,
            inbox,
            mailService,
            settings.formats(),
            settings.quiet(),
            settings.clock(),
            reporter,
            meters);
    OutboxWriter outboxWriter =
        new OutboxWriter(home, repositories, renderer, settings.clock(), reporter, meters);
    this.dispatching =
        new WorkerLoop("dispatching", Duration.ofMillis(500), outboxWriter::work, reporter);
    this.advising =
        new WorkerLoop(
            "advising",
            Duration.ofMillis(100),
            () -> {
              boolean any = advice.work();
              if (any) {
                dispatching.nudge();
                mailService.nudge();
              }
              return any;
            },
            reporter);
    Period kept = settings.keepAdvisories();
    if (kept != null) {
      AdvisoryRetention retention = new AdvisoryRetention(repositories, kept, settings.clock());
      tidying.add(new WorkerLoop("retention", Duration.ofMinutes(1), retention::work, reporter));
    }
    this.clerk =
        new WorkerLoop(
            "documents",
            Duration.ofMillis(500),
            () -> {
              boolean any = documents.work();
              backlog.measure();
              return any;
            },
            reporter);
    mailService.listener(clerk::nudge);
    inbox.listeners(clerk::nudge, documents::recover);
    repositories.database().onOpenedAnew(documents::recover);
    camel.bind("inbox", inbox);
    StableFileFilter filter = new StableFileFilter(settings.stillness());
    this.leftovers =
        new InboxLeftovers(home.resolve("inbox"), filter, inbox, settings.clock(), reporter);
    filter.onLook(
        now -> {
          leftovers.scan(now);
          inbox.takeContinued(now);
        });
    camel.bind("settled", filter);
    camel.setProperty(
        "nestor.inbox", home.resolve("inbox").toAbsolutePath().normalize().toString());
    this.authenticator = new TokenAuthenticator(repositories.database());
    Sessions sessions = new Sessions(authenticator, settings.clock());
    ChangeToken changeToken = new ChangeToken(repositories, advisoryEngine, advice::progress);
    OpenApi openApi = new OpenApi();
    this.web =
        new WebServer(
            settings.http(),
            new RequestFilter(authenticator, sessions, settings.http()),
            home.resolve("store/requests"),
            meters,
            changeToken::mark);
    camel.bind(WebServer.ROUTER, web.router());
    this.routes = new RouteReloader(camel, web::quietly, home, reporter);
    camel.bind("http-headers", new CamelHeaderFilter());
    AdviseEndpoint advise =
        new AdviseEndpoint(understanding, advisoryEngine, renderer, settings.clock());
    OrganisationEndpoints organisations =
        new OrganisationEndpoints(repositories, understanding, renderer);
    DocumentEndpoints uploads =
        new DocumentEndpoints(repositories, understanding, backlog, clerk::nudge);
    MetaEndpoints about =
        new MetaEndpoints(understanding, advisoryEngine, healthChecks, meters, openApi);
    Pages papers =
        Pages.of(
            new PageRepositories(
                repositories.database(),
                repositories.receipts(),
                repositories.dossiers(),
                repositories.advisories()),
            advisoryEngine,
            settings.clock(),
            settings.http().uploadLimit());
    PageEndpoints pages =
        new PageEndpoints(
            papers,
            repositories,
            renderer,
            organisations,
            uploads,
            advisoryEngine,
            healthChecks,
            leftovers,
            advice::progress,
            changeToken);
    web.show(pages);
    FormEndpoints forms =
        new FormEndpoints(
            repositories,
            understanding,
            uploads,
            organisations,
            pages,
            papers,
            sessions,
            clerk::nudge,
            settings.http().tls() != null);
    EndpointTable.Handlers handlers =
        new EndpointTable.Handlers(advise, organisations, uploads, about, pages, forms);
    for (EndpointTable.Row row : EndpointTable.ROWS) {
      camel.bind(row.name(), new Endpoint(row.name(), web, row.handler().apply(handlers)));
    }
    this.operations =
        new AdminOperations(
            repositories,
            settings.clock(),
            status -> addRulebookTo(status, advisoryEngine),
            clerk::nudge,
            authenticator::refresh);
    watchConditions(advisoryEngine);
    outboxWriter.resume();
  }

  /**
   * Opens the desk: everything that a former run left undone is taken up, and the inbox is watched.
   *
   * @param out gets a line for every document and every advisory
   * @throws nestor.store.HomeInUseException if another process works in the same home
   * @throws nestor.store.StoreException if the store cannot be opened
   * @throws InvalidRoutesException if the routes cannot be started
   * @throws IOException if the home's folders cannot be made
   */
  public static Server open(
      Settings settings,
      DocumentParser understanding,
      AdvisoryEngine advisoryEngine,
      AdvisoryRenderer renderer,
      PrintStream out)
      throws IOException {
    Repositories repositories = Repositories.open(settings.home(), settings.clock());
    return open(settings, understanding, advisoryEngine, renderer, out, repositories);
  }

  /** As above, in rooms that are open already; they are closed with the desk, or if this fails. */
  public static Server open(
      Settings settings,
      DocumentParser understanding,
      AdvisoryEngine advisoryEngine,
      AdvisoryRenderer renderer,
      PrintStream out,
      Repositories repositories)
      throws IOException {
    Server server;
    try {
      for (String folder : List.of("inbox", "outbox", "archive", "quarantine", "log")) {
        DurableFiles.createFolders(settings.home().resolve(folder));
      }
      AutoCloseable logs = FileLogging.into(settings.home().resolve("log"));
      ConsoleReporter reporter = new ConsoleReporter(out);
      server =
          new Server(
              settings, understanding, advisoryEngine, renderer, reporter, logs, repositories);
    } catch (RuntimeException | IOException e) {
      repositories.close();
      throw e;
    }
    try {
      server.start();
      return server;
    } catch (RuntimeException | IOException e) {
      server.close();
      throw e;
    }
  }

  private void addRulebookTo(ObjectNode status, AdvisoryEngine advisoryEngine) {
    status
        .putObject("server")
        .put("running", true)
        .put("process", ProcessHandle.current().pid())
        .put("http", web.address());
    List<HealthChecks.State> states = healthChecks.check();
    status.put("ready", states.stream().allMatch(HealthChecks.State::holds));
    ArrayNode all = status.putArray("conditions");
    for (HealthChecks.State state : states) {
      ObjectNode one = all.addObject().put("name", state.name()).put("holds", state.holds());
      state.reason().ifPresent(reason -> one.put("reason", reason));
    }
    RulebookStatus inForce = advisoryEngine.status();
    ObjectNode rulebook = status.putObject("rulebook").put("version", inForce.version());
    ArrayNode faults = rulebook.putArray("faults");
    inForce.objections().forEach(faults::add);
    ArrayNode ofRoutes = status.putObject("routes").putArray("faults");
    routes.objections().forEach(ofRoutes::add);
    ArrayNode left = status.putArray("left");
    leftovers
        .left()
        .forEach(one -> left.addObject().put("file", one.file()).put("reason", one.reason()));
    ArrayNode notAdvised = status.putArray("notAdvised");
    advice
        .held()
        .forEach(
            (organisation, why) ->
                notAdvised.addObject().put("organisation", organisation).put("reason", why));
  }

  private void watchConditions(AdvisoryEngine advisoryEngine) {
    healthChecks.watch("documents", clerk::trouble);
    healthChecks.watch("advising", advising::trouble);
    healthChecks.watch("dispatching", dispatching::trouble);
    tidying.forEach(loop -> healthChecks.watch("retention", loop::trouble));
    mailService.watch(healthChecks);
    watch(
        "http",
        web::trouble,
        "the port does not take connections; start Nestor again, and look for what keeps the"
            + " machine busy");
    healthChecks.watch("events", web::eventTrouble);
    healthChecks.watch("routes", routes);
    watch(
        "home",
        new DiskHealthCheck(settings.home()),
        "the disk of " + settings.home() + " does not answer; mend it, or the mount that it is on");
    healthChecks.watch(
        "rulebook",
        () -> {
          List<String> objections = advisoryEngine.status().objections();
          return objections.isEmpty()
              ? advisoryEngine.trouble()
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
            repositories.database().check();
            return Optional.empty();
          } catch (StoreException e) {
            return Optional.of(
                e.getMessage() + "; free or mend the disk, and it goes on by itself");
          }
        },
        "the store does not answer; look at the disk, and at log/nestor.log");
  }

  /** Watches what touches disk or network: by one thread, however many ask. */
  private void watch(String name, HealthChecks.Condition condition, String silence) {
    PeriodicHealthCheck periodic =
        new PeriodicHealthCheck(
            name + " watch",
            condition,
            PeriodicHealthCheck.USUAL_PAUSE,
            PeriodicHealthCheck.USUAL_PATIENCE,
            silence,
            System::nanoTime);
    watches.add(periodic);
    healthChecks.watch(name, periodic);
  }

  /** What must hold for the desk to be ready; parts that can fail register theirs. */
  public HealthChecks healthChecks() {
    return healthChecks;
  }

  /** Where HTTP is listened for. */
  public WebServer web() {
    return web;
  }

  /** The routes. */
  public CamelRuntime camel() {
    return camel;
  }

  /** What the desk keeps, for those who ask or bring documents by other ways than the routes. */
  public Repositories repositories() {
    return repositories;
  }

  /** Lets documents that came by another way than the routes be read at once. */
  public void documentsCame() {
    clerk.nudge();
  }

  /** Tells what strangers may read or do that they should not, with the cure. */
  public void tooOpen(String what) {
    reporter.report("too open", what);
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
      AdminServer open = control;
      if (open != null) {
        open.close();
      }
      watches.forEach(PeriodicHealthCheck::close);
      routes.close();
      web.closeDoors();
      camel.stop();
      List<WorkerLoop> loops = new ArrayList<>(List.of(clerk, advising, dispatching));
      loops.addAll(tidying);
      loops.addAll(mailService.loops());
      loops.forEach(WorkerLoop::stop);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      for (WorkerLoop loop : loops) {
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
   * @throws UserErrorException if strangers could come in, or a port cannot be had
   */
  private void start() throws IOException {
    if (!authenticator.requiresTokens() && !RequestFilter.isLoopback(settings.http().host())) {
      throw new UserErrorException(
          "http.host "
              + settings.http().host()
              + " lets other machines in, and there is no token; make one with nestor token new, or"
              + " listen on 127.0.0.1");
    }
    // Before anybody brings more: what came earlier stays in front of it.
    repositories.intake().recover();
    // The ports first: a desk that cannot have them must not have begun any work.
    routes.begin();
    mailService.start();
    web.open();
    control = AdminServer.open(settings.home(), operations);
    clerk.start();
    advising.start();
    dispatching.start();
    tidying.forEach(WorkerLoop::start);
    routes.start();
    watches.forEach(PeriodicHealthCheck::start);
    reporter.report("inbox", settings.home().resolve("inbox").toString());
    reporter.report("outbox", settings.home().resolve("outbox").toString());
    reporter.report("http", web.address());
    web.managementPort()
        .ifPresent(port -> reporter.report("management", "port " + port + ", health and metrics"));
    HomeDirectory.openness(settings.home()).ifPresent(this::tooOpen);
    reporter.report("ready", "put documents into the inbox; Ctrl-C stops");
  }

  private void finish() {
    try {
      repositories.database().close();
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
