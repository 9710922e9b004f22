package nestor.server.mail;

import java.util.Objects;
import java.util.Optional;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.ConsoleReporter;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/**
 * Health check of one mail server, by the result of the last connection; reports when that changes.
 * It opens no connection of its own.
 */
public final class MailHealthCheck implements PollingConsumerPollStrategy, HealthChecks.Condition {
  private final String name;
  private final ConsoleReporter reporter;
  private volatile Optional<String> trouble = Optional.empty();

  MailHealthCheck(String name, ConsoleReporter reporter) {
    this.name = name;
    this.reporter = reporter;
  }

  /** Direction that it watches. */
  public String name() {
    return name;
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  void well() {
    if (trouble.isPresent()) {
      reporter.report(name, "works again");
    }
    trouble = Optional.empty();
  }

  void ill(String reason, Throwable cause) {
    Optional<String> now = Optional.of(reason);
    if (!now.equals(trouble)) {
      reporter.trouble(name + " does not work: " + reason + "; trying again", cause);
    }
    trouble = now;
  }

  /** Returns the message of the innermost cause of a failure, on one line. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String said = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return said.lines().findFirst().orElse("").strip();
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    return true;
  }

  @Override
  public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
    well();
  }

  @Override
  public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
    ill(reason(cause), cause);
    return false;
  }
}
