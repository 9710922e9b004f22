package nestor.configuration;

import java.util.List;

/**
 * Organisation that is served by mail, with its senders and recipients.
 *
 * @param id the organisation's id
 * @param name what people call it; the id where none is given
 * @param senders addresses, or domains such as {@code @example.org}, whose mail is taken in for it
 * @param recipients addresses that its advisories go to
 */
public record Client(String id, String name, List<String> senders, List<String> recipients) {}
