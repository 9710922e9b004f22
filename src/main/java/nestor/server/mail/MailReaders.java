package nestor.server.mail;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import nestor.configuration.Client;
import nestor.delivery.MailOccasion;
import nestor.intake.mail.AllowedSenders;
import org.jspecify.annotations.Nullable;

/**
 * What the recipients of a mail may do: open the pages, reply. For parsing messages use {@code
 * MailReader}.
 */
final class MailReaders {
  private final List<Client> clients;
  private final AllowedSenders senders;
  private final boolean mailboxIsRead;
  private final @Nullable String publicUrl;

  /**
   * @param mailboxIsRead whether there is a mailbox from which replies are fetched
   * @param publicUrl the address of the pages, or null where readers do not reach them
   */
  MailReaders(
      List<Client> clients,
      AllowedSenders senders,
      boolean mailboxIsRead,
      @Nullable String publicUrl) {
    this.clients = clients;
    this.senders = senders;
    this.mailboxIsRead = mailboxIsRead;
    this.publicUrl = publicUrl;
  }

  /**
   * Returns the occasion of a mail about that organisation.
   *
   * @param since the day of the mail before it, or null where it is the first
   */
  MailOccasion occasion(String organisation, @Nullable LocalDate since) {
    return new MailOccasion(
        since, Objects.requireNonNullElse(publicUrl, ""), mailboxIsRead && mayReply(organisation));
  }

  private boolean mayReply(String organisation) {
    return clients.stream()
        .filter(client -> client.id().equals(organisation))
        .flatMap(client -> Stream.concat(client.recipients().stream(), owners(client)))
        .anyMatch(
            reader ->
                senders.organisations(reader.toLowerCase(Locale.ROOT)).contains(organisation));
  }

  private static Stream<String> owners(Client client) {
    return client.owners().values().stream();
  }
}
