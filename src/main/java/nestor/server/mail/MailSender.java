package nestor.server.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.delivery.mail.MimeMessageBuilder;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.server.pipeline.ConsoleReporter;
import nestor.store.Database;
import nestor.store.DurableFiles;
import nestor.store.StoreException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sender of queued mail, until every recipient has received it or has permanently failed. Without a
 * mail server the same message is written to the outbox.
 */
final class MailSender {
  private static final int BATCH = 20;
  private static final int PERMANENT = 500;

  /** Answers that speak of how we log in, not of the mail. */
  private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

  private final Path home;
  private final Database database;
  private final OutboundMailRepository outboundMails;
  private final MailComposer composer;
  private final Sender sender;
  private final Clock clock;
  private final ConsoleReporter reporter;

  /**
   * Ways of outgoing mail.
   *
   * @param line hands a message to the mail server, or null where there is none
   */
  record Sender(@Nullable Line line, MailHealthCheck watch) {}

  /** The way to the mail server. */
  @FunctionalInterface
  interface Line {
    void send(MimeMessageBuilder message) throws Exception;
  }

  /**
   * Repositories that it reads and writes.
   *
   * @param home its outbox gets the messages where there is no mail server
   */
  record Stores(Path home, Database database, OutboundMailRepository outboundMails) {}

  MailSender(
      Stores stores, MailComposer composer, Sender sender, Clock clock, ConsoleReporter reporter) {
    this.home = stores.home();
    this.database = stores.database();
    this.outboundMails = stores.outboundMails();
    this.composer = composer;
    this.sender = sender;
    this.clock = clock;
    this.reporter = reporter;
  }

  /** Takes up what was not sent before the last stop. */
  void resume() {
    database.writeAhead(
        tx -> {
          outboundMails.resume(tx, clock.instant());
          return true;
        });
  }

  /** Sends up to a batch; true if any went. */
  boolean work() {
    int since = database.openings();
    List<OutboundMail> due = database.read(tx -> outboundMails.due(tx, clock.instant(), BATCH));
    if (due.isEmpty()) {
      return false;
    }
    // Nothing may be sent that a crash could still undo.
    database.force(since);
    boolean any = false;
    for (OutboundMail mail : due) {
      any |= attempt(mail);
    }
    return any;
  }

  private boolean attempt(OutboundMail mail) {
    Map<String, OutboundMail.Recipient> arrivals = new HashMap<>();
    String error = null;
    try {
      MimeMessageBuilder message = composer.message(mail);
      Line line = sender.line();
      if (line == null) {
        write(mail, message);
      } else {
        line.send(message);
        sender.watch().well();
      }
      mail.open().forEach(r -> arrivals.put(r.address(), sent(r.address())));
    } catch (StoreException e) {
      throw e;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      error = explained(mail, e, arrivals);
    }
    String told = error;
    database.change(tx -> outboundMails.attempted(tx, mail, arrivals, told, clock.instant()));
    report(mail, arrivals);
    return error == null;
  }

  private void write(OutboundMail mail, MimeMessageBuilder message) throws IOException {
    Path file = file(mail);
    DurableFiles.createFoldersWithin(
        home.resolve("outbox"), Objects.requireNonNull(file.getParent()));
    DurableFiles.write(file, message.bytes());
  }

  /** No organisation's id begins with an underscore. */
  private Path file(OutboundMail mail) {
    String folder = mail.organisation() == null ? "_answers" : mail.organisation();
    return home.resolve("outbox")
        .resolve(folder)
        .resolve(
            LocalDate.ofInstant(mail.promisedAt(), ZoneOffset.UTC)
                + "-"
                + mail.id().substring(0, 12)
                + ".eml");
  }

  /**
   * Records what is now known of each recipient, and returns why the mail did not go to all of
   * them.
   */
  private String explained(
      OutboundMail mail, Throwable failure, Map<String, OutboundMail.Recipient> arrivals) {
    boolean ofTheMail = false;
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof SendFailedException partial) {
        ofTheMail = true;
        addresses(partial.getValidSentAddresses()).forEach(a -> arrivals.put(a, sent(a)));
      }
      if (cause instanceof SMTPAddressFailedException refused && refused.getAddress() != null) {
        String address = refused.getAddress().getAddress();
        if (refused.getReturnCode() >= PERMANENT) {
          arrivals.put(address, refusal(address, refused.getMessage()));
        }
      } else if (cause instanceof SMTPSendFailedException refused
          && refused.getReturnCode() >= PERMANENT
          && addresses(refused.getInvalidAddresses()).isEmpty()
          && !OUR_LOGIN.contains(refused.getReturnCode())) {
        mail.open()
            .forEach(
                r -> arrivals.putIfAbsent(r.address(), refusal(r.address(), refused.getMessage())));
      } else if (cause instanceof SMTPSendFailedException refused
          && OUR_LOGIN.contains(refused.getReturnCode())) {
        ofTheMail = false;
      }
    }
    String reason = MailHealthCheck.reason(failure);
    if (sender.line() != null && ofTheMail) {
      sender.watch().well();
    } else if (sender.line() != null && isOfTheLine(failure)) {
      sender.watch().ill(reason, failure);
    } else if (mail.attempts() == 0) {
      reporter.trouble("a mail could not be made: " + reason + "; trying again", failure);
    }
    return reason;
  }

  private static boolean isOfTheLine(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MessagingException || cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Throwable next(Throwable failure) {
    return failure instanceof MessagingException mail && mail.getNextException() != null
        ? mail.getNextException()
        : failure.getCause();
  }

  private void report(OutboundMail mail, Map<String, OutboundMail.Recipient> arrivals) {
    String what = mail.kind().name().toLowerCase(Locale.ROOT);
    String about = mail.organisation() == null ? "" : " for " + mail.organisation();
    List<String> went =
        arrivals.values().stream()
            .filter(r -> r.state() == OutboundMail.Arrival.SENT)
            .map(OutboundMail.Recipient::address)
            .sorted()
            .toList();
    if (!went.isEmpty() && sender.line() == null) {
      reporter.report("mail", what + about + ": " + file(mail));
    } else if (!went.isEmpty()) {
      reporter.report("mailed", what + about + " to " + String.join(", ", went));
    }
    arrivals.values().stream()
        .filter(r -> r.state() == OutboundMail.Arrival.FAILED)
        .forEach(
            r ->
                reporter.report(
                    "undelivered", what + about + " to " + r.address() + ": " + r.detail()));
  }

  private static OutboundMail.Recipient sent(String address) {
    return new OutboundMail.Recipient(address, OutboundMail.Arrival.SENT, null);
  }

  private static OutboundMail.Recipient refusal(String address, @Nullable String said) {
    return new OutboundMail.Recipient(
        address,
        OutboundMail.Arrival.FAILED,
        said == null ? null : said.lines().findFirst().orElse("").strip());
  }

  private static List<String> addresses(Address @Nullable [] addresses) {
    List<String> plain = new ArrayList<>();
    for (Address address : addresses == null ? new Address[0] : addresses) {
      if (address instanceof InternetAddress internet) {
        plain.add(internet.getAddress());
      }
    }
    return plain;
  }
}
