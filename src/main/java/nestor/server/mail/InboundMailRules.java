package nestor.server.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.configuration.Client;
import nestor.configuration.MailSettings;
import nestor.intake.mail.AllowedSenders;
import org.jspecify.annotations.Nullable;

/**
 * Rules by which senders are admitted and answered. They come from {@code nestor.yaml} and hold
 * until the server is started again.
 *
 * @param own our address, in lower case
 * @param domain the domain at the end of our Message-IDs
 * @param trusted the server whose authentication results are believed, or null
 * @param consultant the address that gets a notice of what was refused, or null
 */
record InboundMailRules(
    AllowedSenders senders,
    String own,
    String domain,
    @Nullable String trusted,
    @Nullable String consultant,
    int answersPerHour) {
  static InboundMailRules of(MailSettings settings, List<Client> clients, OwnAddress own) {
    Map<String, List<String>> senders = new LinkedHashMap<>();
    clients.forEach(client -> senders.put(client.id(), client.senders()));
    return new InboundMailRules(
        new AllowedSenders(senders),
        own.address(),
        own.domain(),
        settings.trustedAuthenticationResults(),
        settings.consultant(),
        settings.answersPerHour());
  }
}
