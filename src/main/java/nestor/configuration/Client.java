package nestor.configuration;

import java.util.List;
import java.util.Map;

/**
 * Organisation that is served by mail, with its senders and recipients.
 *
 * @param id the organisation's id
 * @param name what people call it; the id where none is given
 * @param senders addresses, or domains such as {@code @example.org}, whose mail is taken in for it
 * @param recipients addresses that its advisories go to
 * @param owners addresses that are reminded of what is overdue, by the owner as recommendations
 *     name it
 */
public record Client(
    String id,
    String name,
    List<String> senders,
    List<String> recipients,
    Map<String, String> owners) {
  /** An organisation whose owners are not reminded. */
  public Client(String id, String name, List<String> senders, List<String> recipients) {
    this(id, name, senders, recipients, Map.of());
  }
}
