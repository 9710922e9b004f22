package nestor.server.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Camel context with the routes of a folder. Beans and properties are bound before it starts. For
 * edits of the routes while it runs use {@link RouteReloader}.
 */
public final class CamelRuntime {
  private static final String ROUTES = "*.camel.yaml";
  private static final int SECONDS_TO_STOP = 2;

  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(30);

  private static final int LOOK_AGAIN_MILLIS = 20;

  private final Path routes;
  private final Duration timeToFinish;
  private Main camel = new Main();
  private final Map<String, Object> beans = new TreeMap<>();
  private final Map<String, String> values = new TreeMap<>();
  private final PollMonitor polls = new PollMonitor(Clock.systemUTC());
  private final Set<String> changing = ConcurrentHashMap.newKeySet();

  public CamelRuntime(Path routes) {
    this(routes, TIME_TO_FINISH);
  }

  /**
   * @param timeToFinish how long an edit waits for what a route has in hand
   */
  CamelRuntime(Path routes, Duration timeToFinish) {
    this.routes = routes;
    this.timeToFinish = timeToFinish;
    camel.configure().withRoutesIncludePattern(routes.toUri() + ROUTES);
    configure();
  }

  private void configure() {
    // The server decides when to stop; the usual strategy would stop Camel by a hook of its own.
    camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
    camel
        .configure()
        .withAutoConfigurationEnvironmentVariablesEnabled(false)
        .withAutoConfigurationSystemPropertiesEnabled(false)
        .withAutoConfigurationLogSummary(false)
        .withShutdownTimeout(SECONDS_TO_STOP)
        .withShutdownNowOnTimeout(false)
        .withShutdownSuppressLoggingOnTimeout(true)
        .withUseDataType(false)
        .withName("nestor");
  }

  /** Gives routes something to call, by that name. */
  public void bind(String name, Object bean) {
    beans.put(name, bean);
    camel.bind(name, bean);
  }

  /** Gives routes a value to name, such as {@code {{nestor.inbox}}}. */
  public void setProperty(String name, String value) {
    values.put(name, value);
    camel.addInitialProperty(name, value);
  }

  /**
   * Starts every route.
   *
   * @throws InvalidRoutesException if there is none, or one cannot be started
   */
  public void start() {
    if (!anyRoute()) {
      throw new InvalidRoutesException(
          routes + " holds no route (" + ROUTES + "); point --routes at the folder that does");
    }
    try {
      camel.start();
    } catch (Exception e) {
      stop();
      throw new InvalidRoutesException(
          "the routes in " + routes + " cannot be started: " + reason(e), e);
    }
  }

  /**
   * Starts the routes that a file's template makes, once the file was started with all others.
   *
   * @throws InvalidRoutesException if one cannot be started; no route runs then
   */
  void startEndpoints(RouteFile file) {
    try {
      addEndpoints(file);
    } catch (Exception e) {
      stop();
      throw new InvalidRoutesException(reason(e), e);
    }
  }

  private void addEndpoints(RouteFile file) throws Exception {
    for (String name : file.endpoints()) {
      RouteDefinitions.addEndpoint(camel(), name);
    }
  }

  /** Starts without any route; each file is to be loaded by itself. */
  void startWithout() {
    camel = new Main();
    configure();
    beans.forEach(camel::bind);
    values.forEach(camel::addInitialProperty);
    try {
      camel.start();
    } catch (Exception e) {
      stop();
      throw new InvalidRoutesException("Camel cannot be started: " + reason(e), e);
    }
  }

  /**
   * Starts the routes of a file, with whatever else it holds.
   *
   * @throws InvalidRoutesException if they cannot be started; none of them runs then
   */
  void load(RouteFile file) {
    try {
      PluginHelper.getRoutesLoader(camel())
          .loadRoutes(ResourceHelper.fromString(file.name(), file.text()));
      addEndpoints(file);
    } catch (Exception e) {
      file.routes().keySet().forEach(this::remove);
      throw new InvalidRoutesException(reason(e), e);
    }
  }

  /** The routes that do not run, with how they stand. */
  Optional<String> trouble() {
    CamelContext context = camel.getCamelContext();
    if (context == null || !context.isStarted()) {
      return Optional.of("no route runs; start Nestor again");
    }
    List<String> dead = new ArrayList<>();
    for (Route route : context.getRoutes()) {
      ServiceStatus status = context.getRouteController().getRouteStatus(route.getRouteId());
      if ((status == null || !status.isStarted()) && !changing.contains(route.getRouteId())) {
        dead.add(
            route.getRouteId()
                + " is "
                + (status == null ? "gone" : status.name().toLowerCase(Locale.ROOT)));
      } else {
        polls
            .silentSince(route)
            .ifPresent(since -> dead.add(route.getRouteId() + " has not looked since " + since));
      }
    }
    if (dead.isEmpty()) {
      return Optional.empty();
    }
    Collections.sort(dead);
    return Optional.of(String.join(", ", dead) + "; see log/nestor.log, and start Nestor again");
  }

  /** The folder of the routes. */
  Path folder() {
    return routes;
  }

  /** Faults for which the routes of a file cannot be built; nothing that runs is touched. */
  List<Diagnostic> objections(RouteFile file) {
    return RouteValidator.of(file, beans, values);
  }

  /**
   * Puts other routes into the place of some. Where they cannot be started, the former ones run
   * again.
   *
   * @param former the file whose routes run now
   * @param next the same file as it is to be; only routes that differ are touched
   * @throws InvalidRoutesException if the former ones go on instead; the message says why, and a
   *     suppressed exception why not even they go on
   */
  void replace(RouteFile former, RouteFile next) {
    List<String> out = former.notIn(next);
    List<String> in = next.notIn(former);
    changing.addAll(out);
    changing.addAll(in);
    List<String> gone = new ArrayList<>();
    List<String> come = new ArrayList<>();
    try {
      for (String id : out) {
        remove(id);
        gone.add(id);
      }
      come.addAll(in);
      add(next, in);
    } catch (Exception | StackOverflowError | LinkageError e) {
      putBack(former, gone, come, e);
    } finally {
      changing.clear();
    }
  }

  private void putBack(RouteFile former, List<String> gone, List<String> come, Throwable why) {
    try {
      come.forEach(this::remove);
      add(former, gone);
    } catch (Exception e) {
      InvalidRoutesException lost =
          new InvalidRoutesException(
              reason(why)
                  + "; the former routes could not be started again either ("
                  + reason(e)
                  + "), so that "
                  + String.join(", ", gone)
                  + " does not run",
              why);
      lost.addSuppressed(e);
      throw lost;
    }
    throw new InvalidRoutesException(reason(why), why);
  }

  /** Lets what is under way in a route end, and takes the route out. */
  private void remove(String id) {
    DefaultCamelContext context = camel();
    try {
      if (context.getRoute(id) != null) {
        boolean ended =
            hasFinished(context, id)
                && context
                    .getRouteController()
                    .stopRoute(id, timeToFinish.toSeconds(), TimeUnit.SECONDS, true);
        if (!ended) {
          throw new InvalidRoutesException(
              "the route "
                  + id
                  + " did not finish what it does within "
                  + timeToFinish.toSeconds()
                  + " seconds");
        }
        context.removeRoute(id);
      }
      // A route that could not be started is known by its definition alone.
      RouteDefinition left = context.getRouteDefinition(id);
      if (left != null) {
        context.removeRouteDefinition(left);
      }
    } catch (InvalidRoutesException e) {
      throw e;
    } catch (Exception e) {
      throw new InvalidRoutesException(reason(e), e);
    }
  }

  /**
   * Lets a route take nothing more in and waits for what it has in hand. If that takes too long it
   * goes on as before: a route that Camel itself gives up stopping takes nothing in any more.
   */
  private boolean hasFinished(CamelContext context, String id) throws InterruptedException {
    Consumer consumer = Objects.requireNonNull(context.getRoute(id)).getConsumer();
    ServiceHelper.suspendService(consumer);
    long deadline = System.nanoTime() + timeToFinish.toNanos();
    while (context.getInflightRepository().size(id) > 0) {
      if (System.nanoTime() - deadline > 0) {
        ServiceHelper.resumeService(consumer);
        return false;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  private void add(RouteFile file, List<String> ids) throws Exception {
    if (!ids.isEmpty()) {
      RouteDefinitions.read(camel(), file).add(file, ids);
    }
  }

  private DefaultCamelContext camel() {
    return (DefaultCamelContext) camel.getCamelContext();
  }

  /** The running Camel. */
  public CamelContext context() {
    return camel.getCamelContext();
  }

  /**
   * Hands something to a route, and waits until it has gone through it.
   *
   * @throws Exception what the route met
   */
  public void send(String endpoint, Object body) throws Exception {
    ProducerTemplate template = camel.getCamelTemplate();
    Exchange exchange = template.send(endpoint, created -> created.getMessage().setBody(body));
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }

  /** Lets what is under way end, and takes nothing more in. */
  public void stop() {
    camel.stop();
  }

  private boolean anyRoute() {
    try (Stream<Path> files = Files.list(routes)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".camel.yaml"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the names of all beans that routes may call. */
  public Set<String> beanNames() {
    return beans.keySet();
  }

  /** Message of the first cause, on one line. */
  static String reason(Throwable failure) {
    return message(failure).lines().findFirst().orElse("unknown").strip();
  }

  /** Message of the first cause. */
  static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
