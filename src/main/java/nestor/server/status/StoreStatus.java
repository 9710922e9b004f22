package nestor.server.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nestor.delivery.OutboxEntry;
import org.jspecify.annotations.Nullable;

/**
 * Status of a server's work as the store records it at one moment: the part that is known without a
 * running server. The lists have at most twenty entries.
 *
 * @param bounced the recipients that a mail did not reach
 */
public record StoreStatus(
    Waiting waiting,
    Quarantined quarantined,
    Reading reading,
    HandedOver handedOver,
    List<Bounce> bounced) {
  /**
   * Documents that wait to be read.
   *
   * @param documents how many there are
   * @param oldest when the one arrived that has waited longest, or null
   * @param first those that have waited longest
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Waiting(long documents, @Nullable Instant oldest, List<ObjectNode> first) {}

  /**
   * Documents in quarantine.
   *
   * @param documents how many are in quarantine or were
   * @param latest those quarantined last
   * @param replayed how many documents were replayed
   * @param unsettled how many were neither replayed nor replaced, at most a thousand
   */
  public record Quarantined(
      long documents, List<ObjectNode> latest, long replayed, @JsonIgnore long unsettled) {}

  /**
   * Notes on how the last documents were read.
   *
   * @param latest those with remarks, the latest first
   * @param open the questions that they left open
   */
  public record Reading(List<ObjectNode> latest, List<OpenQuestions> open) {}

  /** Questions that the data of an organisation leaves open. */
  public record OpenQuestions(String organisation, List<String> questions) {}

  /**
   * Deliveries to the outbox.
   *
   * @param sent how many advisories were written to it
   * @param pending how many are still to be
   * @param failed how many were given up
   * @param open the deliveries that were given up, then those still to be written
   */
  public record HandedOver(long sent, long pending, long failed, List<Delivery> open) {}

  /**
   * Delivery that is not done.
   *
   * @param error why the last attempt failed, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Delivery(
      String organisation,
      String advisory,
      String channel,
      String target,
      String state,
      int attempts,
      @JsonProperty("lastError") @Nullable String error) {
    static Delivery of(OutboxEntry entry) {
      return new Delivery(
          entry.organisation(),
          entry.advisory(),
          entry.channel(),
          entry.target(),
          entry.state().name().toLowerCase(Locale.ROOT),
          entry.attempts(),
          entry.lastError());
    }
  }

  /**
   * Recipient that a mail did not reach.
   *
   * @param organisation whose advisory it was, or null where the mail was an answer
   * @param reason what the mail server said, or null
   */
  public record Bounce(
      String recipient,
      @Nullable String organisation,
      @Nullable String advisory,
      @Nullable String reason) {}
}
