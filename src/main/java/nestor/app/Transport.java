package nestor.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** The routes as they stand on disk, running. */
final class Transport {
  private static final String ROUTES = "*.camel.yaml";
  private static final int SECONDS_TO_STOP = 2;

  private final Path routes;
  private final Main camel = new Main();

  Transport(Path routes) {
    this.routes = routes;
    // The desk decides when to stop; the usual strategy would stop Camel by a hook of its own.
    camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
    camel
        .configure()
        .withAutoConfigurationEnvironmentVariablesEnabled(false)
        .withAutoConfigurationSystemPropertiesEnabled(false)
        .withAutoConfigurationLogSummary(false)
        .withRoutesIncludePattern(routes.toUri() + ROUTES)
        .withShutdownTimeout(SECONDS_TO_STOP)
        .withShutdownNowOnTimeout(false)
        .withShutdownSuppressLoggingOnTimeout(true)
        .withUseDataType(false)
        .withName("nestor");
  }

  /** Gives routes something to call, by that name. */
  void offer(String name, Object bean) {
    camel.bind(name, bean);
  }

  /** Gives routes a value to name, such as {@code {{nestor.inbox}}}. */
  void tell(String name, String value) {
    camel.addInitialProperty(name, value);
  }

  /**
   * Starts every route.
   *
   * @throws UnusableRoutesException if there is none, or one cannot be started
   */
  void start() {
    if (!anyRoute()) {
      throw new UnusableRoutesException(
          routes + " holds no route (" + ROUTES + "); point --routes at the folder that does");
    }
    try {
      camel.start();
    } catch (Exception e) {
      stop();
      throw new UnusableRoutesException(
          "the routes in " + routes + " cannot be started: " + reason(e), e);
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
      if (status == null || !status.isStarted()) {
        dead.add(
            route.getRouteId()
                + " is "
                + (status == null ? "gone" : status.name().toLowerCase(Locale.ROOT)));
      }
    }
    if (dead.isEmpty()) {
      return Optional.empty();
    }
    Collections.sort(dead);
    return Optional.of(String.join(", ", dead) + "; see log/nestor.log, and start Nestor again");
  }

  /** The running Camel. */
  CamelContext context() {
    return camel.getCamelContext();
  }

  /**
   * Hands something to a route, and waits until it has gone through it.
   *
   * @throws Exception what the route met
   */
  void hand(String endpoint, Object body) throws Exception {
    ProducerTemplate template = camel.getCamelTemplate();
    Exchange exchange = template.send(endpoint, created -> created.getMessage().setBody(body));
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }

  /** Lets what is under way end, and takes nothing more in. */
  void stop() {
    camel.stop();
  }

  private boolean anyRoute() {
    try (Stream<Path> files = Files.list(routes)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".camel.yaml"));
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse("unknown").strip();
  }
}
