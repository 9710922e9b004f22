package nestor.server.mail;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.configuration.Client;
import nestor.configuration.MailSettings;
import nestor.intake.mail.AllowedSenders;
import nestor.intake.mail.AuthenticationResults;
import nestor.intake.mail.ParsedMail;
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

  /** Objection to the sender, or null where there is none. */
  @Nullable String objection(ParsedMail opened) {
    String sender = opened.sender();
    if (sender == null) {
      return "its sender cannot be told beyond doubt; one From field with one address is needed";
    }
    if (senders.organisations(sender).isEmpty()) {
      return sender + " is no sender of any client; add the address to its senders in nestor.yaml";
    }
    String doubt =
        trusted == null
            ? null
            : AuthenticationResults.objection(opened.authenticationResults(), trusted, sender);
    return doubt == null
        ? null
        : "it may not be from "
            + sender
            + ": "
            + doubt
            + "; ask the sender, and see whether SPF, DKIM and DMARC are set up for the domain";
  }
}
