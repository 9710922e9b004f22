package nestor.server.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import nestor.intake.Receipt;

/**
 * Counters and timers of the server, in Prometheus' text format. For whether the server works use
 * {@code HealthChecks}.
 */
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Receipt.State, Counter> documents = new EnumMap<>(Receipt.State.class);
  private final Counter advisories;

  public Metrics() {
    for (Receipt.State state : Receipt.State.values()) {
      if (state != Receipt.State.RECEIVED) {
        documents.put(
            state,
            Counter.builder("nestor.documents")
                .description("Documents by what became of them")
                .tag("result", state.name().toLowerCase(Locale.ROOT))
                .register(registry));
      }
    }
    advisories =
        Counter.builder("nestor.advisories").description("Advisories made").register(registry);
    List.of("read", "advise", "render").forEach(this::timer);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** A document was decided. */
  void decided(Receipt.State state) {
    Counter counter = documents.get(state);
    if (counter != null) {
      counter.increment();
    }
  }

  /** An organisation was advised. */
  void advised() {
    advisories.increment();
  }

  /** Does the work and takes its time. */
  <T> T timed(String stage, Supplier<T> work) {
    Timer.Sample sample = Timer.start(registry);
    try {
      return work.get();
    } finally {
      sample.stop(timer(stage));
    }
  }

  /** A request was answered. */
  public void answered(String method, String endpoint, int status, Duration time) {
    Timer.builder("nestor.http.requests")
        .description("Requests answered over HTTP")
        .tag("method", method)
        .tag("endpoint", endpoint)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(time);
  }

  /** Measures how much waits in the spool, and how long. */
  public void watch(BacklogLimit backlog) {
    Gauge.builder("nestor.spool.documents", backlog, b -> b.now().waiting())
        .description("Documents that wait to be read")
        .register(registry);
    Gauge.builder("nestor.spool.oldest.seconds", backlog, BacklogLimit::oldestSeconds)
        .description("How long the oldest of them has waited")
        .register(registry);
  }

  /** Measures which rulebook is in force, and how long. */
  public void watch(AdvisoryEngine advisoryEngine, Clock clock) {
    Gauge.builder(
            "nestor.rulebook.age.seconds",
            advisoryEngine,
            a ->
                Math.max(
                    0, Duration.between(a.status().since(), clock.instant()).toMillis() / 1000.0))
        .description("How long the rulebook has been in force in this process")
        .register(registry);
  }

  /**
   * Everything, in the text format of Prometheus.
   *
   * @param rulebook the version in force, which is a label: a gauge of its own would stay when the
   *     version goes
   */
  public String text(String rulebook) {
    return registry.scrape()
        + "# HELP nestor_rulebook_info The rulebook in force\n"
        + "# TYPE nestor_rulebook_info gauge\n"
        + "nestor_rulebook_info{version=\""
        + rulebook.replaceAll("[^A-Za-z0-9._-]", "_")
        + "\"} 1\n";
  }

  private Timer timer(String stage) {
    return Timer.builder("nestor.stage")
        .description("Time that a stage takes for one document or organisation")
        .tag("stage", stage)
        .register(registry);
  }
}
