package nestor.server;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nestor.diagnostics.UserErrorException;
import nestor.logging.FileLogging;
import nestor.server.admin.AdminAssembly;
import nestor.server.admin.AdminServer;
import nestor.server.health.HealthChecks;
import nestor.server.health.RulebookHealthCheck;
import nestor.server.http.RequestFilter;
import nestor.server.http.WebServer;
import nestor.server.mail.MailAssembly;
import nestor.server.mail.MailIntake;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.HomeDirectory;
import nestor.server.pipeline.Metrics;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.RulebookStatus;
import nestor.server.pipeline.Telemetry;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import nestor.server.reload.InvalidRoutesException;
import nestor.server.reload.RouteReloader;
import nestor.server.status.RuntimeStatus;
import nestor.server.status.Status;
import nestor.store.DurableFiles;
import nestor.store.HomeInUseException;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: takes documents in by its routes, keeps the dossiers, advises, and hands advisories
 * over to the outbox. What a crash interrupted is taken up where it stood. Safe for use by several
 * threads.
 *
 * <p>Threads: the routes' own receive. Each {@link WorkerLoop} has one: for reading documents in
 * the order of their arrival, advising, writing to the outbox, answering mail, sending it, and,
 * where {@code keep.advisories} says so, deleting advisories that repeat the one before.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ServerSettings settings;
  private final ConsoleReporter reporter;
  private final AutoCloseable logs;
  private final Repositories repositories;
  private final CamelRuntime camel;
  private final DocumentAssembly documents;
  private final InboxAssembly inbox;
  private final MailAssembly mail;
  private final OutboxAssembly outbox;
  private final AdvisoryAssembly advice;
  private final RetentionAssembly retention;
  private final HttpAssembly http;
  private final RouteReloader routes;
  private final HealthChecks healthChecks = new HealthChecks();
  private final HealthAssembly health = new HealthAssembly(healthChecks);
  private final AdminAssembly administration;
  private @Nullable AdminServer admin;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Server(
      ServerSettings settings,
      RulebookAccess rulebook,
      ConsoleReporter reporter,
      AutoCloseable logs,
      Repositories repositories)
      throws IOException {
    this.settings = settings;
    this.reporter = reporter;
    this.logs = logs;
    this.repositories = repositories;
    Metrics metrics = new Metrics();
    Telemetry telemetry = new Telemetry(reporter, metrics);
    this.camel = new CamelRuntime(settings.routes());
    this.documents = new DocumentAssembly(settings, repositories, rulebook, telemetry);
    this.inbox = new InboxAssembly(settings, repositories.intake(), documents, reporter);
    inbox.bind(camel);
    this.mail =
        new MailAssembly(
            settings.mail(),
            repositories,
            rulebook,
            camel,
            settings.clock(),
            reporter,
            new MailIntake(documents.entries, documents.loop::nudge));
    this.outbox = new OutboxAssembly(settings, repositories, rulebook, telemetry);
    this.advice =
        new AdvisoryAssembly(
            settings,
            repositories,
            rulebook,
            inbox.processor,
            mail.notifier,
            this::sendAdvisories,
            telemetry);
    this.retention = new RetentionAssembly(settings, repositories, reporter);
    this.http =
        new HttpAssembly(
            settings,
            repositories,
            rulebook,
            documents,
            new Monitoring(metrics, healthChecks, this::status, advice.worker::progress));
    http.bind(camel);
    this.routes = new RouteReloader(camel, http.server::quietly, settings.home(), reporter);
    metrics.watch(documents.backlog);
    metrics.watch(rulebook, settings.clock());
    this.administration =
        new AdminAssembly(
            repositories,
            settings.clock(),
            () -> running(rulebook),
            documents.loop::nudge,
            http.authenticator::refresh);
    watch(rulebook);
  }

  private void watch(RulebookAccess rulebook) {
    allLoops().forEach(health::watch);
    mail.checks.forEach(check -> healthChecks.watch(check.name(), check));
    health.watch(http.server);
    health.watch(settings.home());
    health.watch(repositories.database());
    healthChecks.watch("routes", routes);
    healthChecks.watch("rulebook", new RulebookHealthCheck(rulebook));
  }

  /**
   * Opens a server: everything that a former run left undone is taken up, and the inbox is watched.
   *
   * @param out gets a line for every document and every advisory
   * @throws HomeInUseException if another process works in the same home
   * @throws StoreException if the store cannot be opened
   * @throws InvalidRoutesException if the routes cannot be started
   * @throws IOException if the home's folders cannot be made
   */
  public static Server open(ServerSettings settings, RulebookAccess rulebook, PrintStream out)
      throws IOException {
    Repositories repositories = Repositories.open(settings.home(), settings.clock());
    return open(settings, rulebook, out, repositories);
  }

  /** As above, in a home that is open already; it is closed with the server, or if this fails. */
  public static Server open(
      ServerSettings settings, RulebookAccess rulebook, PrintStream out, Repositories repositories)
      throws IOException {
    Server server;
    try {
      for (String folder : List.of("inbox", "outbox", "archive", "quarantine", "log")) {
        DurableFiles.createFolders(settings.home().resolve(folder));
      }
      AutoCloseable logs = FileLogging.into(settings.home().resolve("log"));
      ConsoleReporter reporter = new ConsoleReporter(out);
      server = new Server(settings, rulebook, reporter, logs, repositories);
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

  private void sendAdvisories() {
    outbox.loop.nudge();
    mail.nudge();
  }

  private Status status() {
    return administration.status();
  }

  private RuntimeStatus running(AdvisoryEngine engine) {
    RulebookStatus rulebook = engine.status();
    return RuntimeStatus.running(
        http.server.address(),
        healthChecks.check(),
        new RuntimeStatus.RulebookFaults(rulebook.version(), rulebook.objections()),
        routes.objections(),
        inbox.leftovers.left(),
        advice.worker.held().entrySet().stream()
            .map(one -> new RuntimeStatus.NotAdvised(one.getKey(), one.getValue()))
            .toList(),
        advice.worker.withheld());
  }

  /** The health checks, which decide whether the server is ready. */
  public HealthChecks healthChecks() {
    return healthChecks;
  }

  /** Web server of this process. */
  public WebServer web() {
    return http.server;
  }

  /** The routes. */
  public CamelRuntime camel() {
    return camel;
  }

  /** The repositories, for what asks or brings documents by other ways than the routes. */
  public Repositories repositories() {
    return repositories;
  }

  /** Reports what unauthorised users could read or do, with the cure. */
  public void tooOpen(String what) {
    reporter.report("too open", what);
  }

  /** Waits until the process is asked to stop (Ctrl-C, SIGTERM), and then closes the server. */
  public void runUntilStopped() throws InterruptedException {
    Thread hook = new Thread(this::close, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    closed.await();
  }

  /**
   * Stops what runs, and closes the home. Requests in hand have up to two seconds, then routes,
   * then all worker loops together; the next start takes up what is under way after that.
   */
  @Override
  public void close() {
    if (closing.getAndSet(true)) {
      awaitClosed();
      return;
    }
    try {
      AdminServer open = admin;
      if (open != null) {
        open.close();
      }
      health.close();
      routes.close();
      http.server.closeDoors();
      camel.stop();
      List<WorkerLoop> loops = allLoops();
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

  private List<WorkerLoop> advisingLoops() {
    List<WorkerLoop> loops = new ArrayList<>(List.of(advice.loop, outbox.loop));
    loops.addAll(retention.loops);
    return loops;
  }

  private List<WorkerLoop> allLoops() {
    List<WorkerLoop> loops = new ArrayList<>(List.of(documents.loop));
    loops.addAll(advisingLoops());
    loops.addAll(mail.loops);
    return loops;
  }

  /**
   * @throws UserErrorException if strangers could come in, or a port cannot be had
   */
  private void start() throws IOException {
    if (!http.authenticator.requiresTokens() && !RequestFilter.isLoopback(settings.http().host())) {
      throw new UserErrorException(
          "http.host "
              + settings.http().host()
              + " lets other machines in, and there is no token; make one with nestor token new, or"
              + " listen on 127.0.0.1");
    }
    // Before anybody brings more: what came earlier stays in front of it.
    repositories.intake().recover();
    // The ports first: a server that cannot have them must not have begun any work.
    routes.begin();
    mail.loops.forEach(WorkerLoop::start);
    http.server.open();
    admin = AdminServer.open(settings.home(), administration.operations());
    documents.loop.start();
    advisingLoops().forEach(WorkerLoop::start);
    routes.start();
    health.start();
    reporter.report("inbox", settings.home().resolve("inbox").toString());
    reporter.report("outbox", settings.home().resolve("outbox").toString());
    reporter.report("http", http.server.address());
    http.server
        .managementPort()
        .ifPresent(port -> reporter.report("management", "port " + port + ", health and metrics"));
    HomeDirectory.openness(settings.home()).ifPresent(this::tooOpen);
    reporter.report("ready", "put documents into the inbox; Ctrl-C stops");
  }

  private void finish() {
    try {
      repositories.database().close();
      http.server.close();
      logs.close();
    } catch (Exception e) {
      LOG.warn("The server did not close cleanly", e);
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
