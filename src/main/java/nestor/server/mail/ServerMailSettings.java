package nestor.server.mail;

import java.util.List;
import nestor.configuration.Client;
import nestor.configuration.MailSettings;
import nestor.delivery.Format;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a server's mail: its mail servers, and the clients that send and receive.
 *
 * @param mail null where it says nothing; advisories for clients with recipients then lie in the
 *     outbox as messages
 * @param publicUrl the address of the pages, which mails link to, or null where they link nowhere
 */
public record ServerMailSettings(
    @Nullable MailSettings mail, List<Client> clients, @Nullable String publicUrl) {
  /** Neither mail nor clients. */
  public static final ServerMailSettings NONE = new ServerMailSettings(null, List.of());

  /** Settings of mail without links. */
  public ServerMailSettings(@Nullable MailSettings mail, List<Client> clients) {
    this(mail, clients, null);
  }

  /** Settings of the mail servers, or those that hold where there is none. */
  MailSettings usual() {
    return mail == null
        ? new MailSettings(
            null, null, null, 20, List.of(Format.JSON), MailSettings.WEEKLY, null, null, null)
        : mail;
  }
}
