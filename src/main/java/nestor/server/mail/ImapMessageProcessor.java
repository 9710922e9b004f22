package nestor.server.mail;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import nestor.configuration.ImapSettings;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailSpool;
import nestor.server.pipeline.ConsoleReporter;
import nestor.store.StoreException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.MailConstants;
import org.apache.camel.component.mail.MailConsumer;
import org.apache.camel.component.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/**
 * Camel processor of fetched mail: stores each message, has it opened, and moves it to another
 * folder of the mailbox. No message is deleted.
 */
final class ImapMessageProcessor implements Processor {
  private static final int MOST_ATTEMPTS = 3;

  private final ImapSettings settings;
  private final MailSpool spool;
  private final InboundMailProcessor processor;
  private final MailboxQueue turns;
  private final ConsoleReporter reporter;
  private final Map<String, Integer> failures = new HashMap<>();

  ImapMessageProcessor(
      ImapSettings settings,
      MailSpool spool,
      InboundMailProcessor processor,
      MailboxQueue turns,
      ConsoleReporter reporter) {
    this.settings = settings;
    this.spool = spool;
    this.processor = processor;
    this.turns = turns;
    this.reporter = reporter;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    org.apache.camel.Message in = exchange.getIn();
    // The fields of a message would become headers here, and some headers are orders; even to
    // remove
    // them would have the server look into the message, which it may be unable to.
    in.setHeaders(new HashMap<>());
    Message message = ((MailMessage) in).getOriginalMessage();
    String place =
        Objects.requireNonNull(exchange.getProperty(MailConsumer.MAIL_MESSAGE_UID, String.class));
    if (!message.getFolder().isOpen()) {
      // The connection broke at one before it: this one was not handled at all.
      turns.notYet(place);
      throw new IOException("the connection to the mail server is closed");
    }
    boolean refused;
    try {
      refused = take(place, message) == InboundMail.State.REFUSED;
      failures.remove(place);
    } catch (UnfetchedException e) {
      int failed = failures.merge(place, 1, Integer::sum);
      if (failed < MOST_ATTEMPTS) {
        throw e;
      }
      failures.remove(place);
      reporter.trouble(
          "a message could not be fetched after "
              + failed
              + " attempts ("
              + MailHealthCheck.reason(e)
              + "); it goes to "
              + settings.failed(),
          e);
      refused = true;
    } catch (IOException | StoreException e) {
      // The disk or the store refuses, as it would the next message.
      turns.hold();
      throw e;
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

  private InboundMail.State take(String place, Message message) throws IOException {
    InboundMail inboundMail = spool.receive(place, out -> fetch(message, new Kept(out)));
    return processor.open(inboundMail);
  }

  private static void fetch(Message message, Kept out) throws IOException {
    try {
      message.writeTo(out);
    } catch (MessagingException | IOException | RuntimeException e) {
      // What the library does not expect of a server is the message's trouble, too.
      IOException ours = out.refused;
      throw ours == null ? new UnfetchedException(e) : ours;
    }
  }

  /** The mail server did not give a message. */
  private static final class UnfetchedException extends IOException {
    private static final long serialVersionUID = 1;

    UnfetchedException(Exception why) {
      super(why.getMessage(), why);
    }
  }

  /** Stream that records whether it was our own side that refused to write. */
  private static final class Kept extends FilterOutputStream {
    private @Nullable IOException refused;

    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        refused = e;
        throw e;
      }
    }
  }
}
