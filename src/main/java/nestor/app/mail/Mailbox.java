package nestor.app.mail;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import nestor.app.desk.Announcements;
import nestor.configuration.ImapSettings;
import nestor.intake.mail.Mail;
import nestor.intake.mail.MailSpool;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.component.mail.MailMessage;

/**
 * What the mail route calls: keeps each message, has it opened, and says into which folder of the
 * mailbox it goes. None is deleted.
 */
final class Mailbox implements Processor {
  private static final int MOST_ATTEMPTS = 3;

  private final ImapSettings settings;
  private final MailSpool spool;
  private final Correspondence correspondence;
  private final Announcements announcements;
  private final Map<String, Integer> failures = new HashMap<>();

  Mailbox(
      ImapSettings settings,
      MailSpool spool,
      Correspondence correspondence,
      Announcements announcements) {
    this.settings = settings;
    this.spool = spool;
    this.correspondence = correspondence;
    this.announcements = announcements;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    org.apache.camel.Message in = exchange.getIn();
    // The fields of a message would become headers here, and some headers are orders; even to
    // remove
    // them would have the server look into the message, which it may be unable to.
    in.setHeaders(new HashMap<>());
    Message message = ((MailMessage) in).getOriginalMessage();
    String place = place(message);
    boolean refused;
    try {
      refused = take(place, message) == Mail.State.REFUSED;
      failures.remove(place);
    } catch (IOException e) {
      int failed = failures.merge(place, 1, Integer::sum);
      if (failed < MOST_ATTEMPTS) {
        throw e;
      }
      failures.remove(place);
      announcements.trouble(
          "a message could not be fetched after "
              + failed
              + " attempts ("
              + MailWatch.reason(e)
              + "); it goes to "
              + settings.failed(),
          e);
      refused = true;
    }
    in.setHeader(MailConstants.MAIL_DELETE, false);
    in.setHeader(
        MailConstants.MAIL_MOVE_TO,
        folder(message.getFolder(), refused ? settings.failed() : settings.done()));
  }

  /** The folder as the server calls it: some part names by a dot, some keep all below the inbox. */
  private static String folder(Folder inbox, String configured) {
    try {
      char separator = inbox.getSeparator();
      String name = configured.replace('/', separator);
      Folder[] spaces = inbox.getStore().getPersonalNamespaces();
      String space = spaces.length == 0 ? "" : spaces[0].getFullName();
      return space.isEmpty() || name.startsWith(space + separator)
          ? name
          : space + separator + name;
    } catch (MessagingException e) {
      return configured;
    }
  }

  private Mail.State take(String place, Message message) throws IOException {
    Mail mail =
        spool.receive(
            place,
            out -> {
              try {
                message.writeTo(out);
              } catch (MessagingException e) {
                throw new IOException(e.getMessage(), e);
              }
            });
    return correspondence.open(mail);
  }

  /** A message has one place for ever: if it is moved back, that is another. */
  private String place(Message message) {
    String box = settings.server().user() + "@" + settings.server().host();
    try {
      Folder folder = message.getFolder();
      if (folder instanceof UIDFolder numbered) {
        return box
            + "/"
            + folder.getFullName()
            + "/"
            + numbered.getUIDValidity()
            + "/"
            + numbered.getUID(message);
      }
    } catch (MessagingException e) {
      // Its bytes tell it from others well enough.
    }
    return box;
  }
}
