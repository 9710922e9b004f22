package nestor.app;

import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;

/** Knows whether a mail server could be spoken to the last time, and tells when that changes. */
final class MailWatch implements PollingConsumerPollStrategy {
  private final String name;
  private final Announcements announcements;
  private volatile Condition condition;

  MailWatch(String name, Announcements announcements) {
    this.name = name;
    this.announcements = announcements;
    this.condition = Condition.ready(name);
  }

  Condition condition() {
    return condition;
  }

  String name() {
    return name;
  }

  /** Why it cannot be spoken to; empty where it can. */
  Optional<String> trouble() {
    Condition now = condition;
    return now.ready() ? Optional.empty() : Optional.of(now.reason());
  }

  void well() {
    if (!condition.ready()) {
      announcements.tell(name, "works again");
    }
    condition = Condition.ready(name);
  }

  void ill(String reason, Throwable cause) {
    Condition now = Condition.not(name, reason);
    if (!now.equals(condition)) {
      announcements.trouble(name + " does not work: " + reason + "; trying again", cause);
    }
    condition = now;
  }

  /** What went wrong in the words of whoever said it first, on one line. */
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
