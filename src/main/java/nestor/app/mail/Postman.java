package nestor.app.mail;

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
import nestor.advisory.Advisory;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.Announcements;
import nestor.app.desk.Rooms;
import nestor.delivery.Format;
import nestor.delivery.MailText;
import nestor.delivery.mail.Enclosure;
import nestor.delivery.mail.Letter;
import nestor.delivery.mail.LetterMessage;
import nestor.intake.mail.Mail;
import nestor.intake.mail.MailDocument;
import nestor.store.DurableFiles;
import nestor.store.StoreException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the letters that were promised, until each of their recipients has his or cannot have it.
 * Without a mail server the same message is put into the outbox.
 */
final class Postman {
  private static final int BATCH = 20;
  private static final int PERMANENT = 500;

  /** Answers that speak of how we log in, not of the letter. */
  private static final Set<Integer> OUR_LOGIN = Set.of(530, 534, 535, 538);

  private final Path home;
  private final Rooms rooms;
  private final AdvisoryRenderer renderer;
  private final Sender sender;
  private final Clock clock;
  private final Announcements announcements;

  /**
   * How letters go out.
   *
   * @param line hands a message to the mail server, or null where there is none
   */
  record Sender(InternetAddress from, List<Format> attach, @Nullable Line line, MailWatch watch) {}

  /** The way to the mail server. */
  @FunctionalInterface
  interface Line {
    void send(LetterMessage message) throws Exception;
  }

  Postman(
      Path home,
      Rooms rooms,
      AdvisoryRenderer renderer,
      Sender sender,
      Clock clock,
      Announcements announcements) {
    this.home = home;
    this.rooms = rooms;
    this.renderer = renderer;
    this.sender = sender;
    this.clock = clock;
    this.announcements = announcements;
  }

  /** Takes up what was not sent before the last stop. */
  void resume() {
    rooms
        .store()
        .writeAhead(
            tx -> {
              rooms.letters().resume(tx, clock.instant());
              return true;
            });
  }

  /** Sends up to a batch; true if any went. */
  boolean work() {
    int since = rooms.store().openings();
    List<Letter> due = rooms.store().read(tx -> rooms.letters().due(tx, clock.instant(), BATCH));
    if (due.isEmpty()) {
      return false;
    }
    // Nothing may be sent that a crash could still undo.
    rooms.store().force(since);
    boolean any = false;
    for (Letter letter : due) {
      any |= attempt(letter);
    }
    return any;
  }

  private boolean attempt(Letter letter) {
    Map<String, Letter.Recipient> arrivals = new HashMap<>();
    String error = null;
    try {
      LetterMessage message = message(letter);
      Line line = sender.line();
      if (line == null) {
        write(letter, message);
      } else {
        line.send(message);
        sender.watch().well();
      }
      letter.open().forEach(r -> arrivals.put(r.address(), sent(r.address())));
    } catch (StoreException e) {
      throw e;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      error = explained(letter, e, arrivals);
    }
    String told = error;
    rooms
        .store()
        .change(tx -> rooms.letters().attempted(tx, letter, arrivals, told, clock.instant()));
    tell(letter, arrivals);
    return error == null;
  }

  private LetterMessage message(Letter letter) {
    return switch (letter.kind()) {
      case ADVISORY -> {
        Advisory advisory =
            rooms
                .store()
                .read(
                    tx ->
                        rooms
                            .advisories()
                            .find(
                                tx,
                                Objects.requireNonNull(letter.organisation()),
                                Objects.requireNonNull(letter.advisory())))
                .orElseThrow();
        List<Enclosure> enclosures = new ArrayList<>();
        for (Format format : sender.attach()) {
          enclosures.add(
              new Enclosure(
                  advisory.organisation().id() + "-" + advisory.asOf() + "." + format.extension(),
                  format,
                  renderer.render(advisory, format)));
        }
        yield LetterMessage.of(
            letter, sender.from(), renderer.mail(advisory, letter.since()), enclosures);
      }
      case RECEIPT, NOTICE -> {
        String id = Objects.requireNonNull(letter.mail());
        Mail mail = rooms.store().read(tx -> rooms.mails().find(tx, id)).orElseThrow();
        List<MailDocument> documents = rooms.store().read(tx -> rooms.mails().documents(tx, id));
        MailText text =
            letter.kind() == Letter.Kind.RECEIPT
                ? renderer.receipt(mail, documents)
                : renderer.notice(mail, documents);
        yield LetterMessage.of(letter, sender.from(), text, List.of());
      }
    };
  }

  private void write(Letter letter, LetterMessage message) throws IOException {
    Path file = file(letter);
    DurableFiles.createFoldersWithin(
        home.resolve("outbox"), Objects.requireNonNull(file.getParent()));
    DurableFiles.write(file, message.bytes());
  }

  /** No organisation's id begins with an underscore. */
  private Path file(Letter letter) {
    String folder = letter.organisation() == null ? "_answers" : letter.organisation();
    return home.resolve("outbox")
        .resolve(folder)
        .resolve(
            LocalDate.ofInstant(letter.promisedAt(), ZoneOffset.UTC)
                + "-"
                + letter.id().substring(0, 12)
                + ".eml");
  }

  /** Sorts the recipients by what is known of them now, and tells why not all of it went. */
  private String explained(
      Letter letter, Throwable failure, Map<String, Letter.Recipient> arrivals) {
    boolean ofTheLetter = false;
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof SendFailedException partial) {
        ofTheLetter = true;
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
        letter
            .open()
            .forEach(
                r -> arrivals.putIfAbsent(r.address(), refusal(r.address(), refused.getMessage())));
      } else if (cause instanceof SMTPSendFailedException refused
          && OUR_LOGIN.contains(refused.getReturnCode())) {
        ofTheLetter = false;
      }
    }
    String reason = MailWatch.reason(failure);
    if (sender.line() != null && ofTheLetter) {
      sender.watch().well();
    } else if (sender.line() != null && isOfTheLine(failure)) {
      sender.watch().ill(reason, failure);
    } else if (letter.attempts() == 0) {
      announcements.trouble("a mail could not be made: " + reason + "; trying again", failure);
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

  private void tell(Letter letter, Map<String, Letter.Recipient> arrivals) {
    String what = letter.kind().name().toLowerCase(Locale.ROOT);
    String about = letter.organisation() == null ? "" : " for " + letter.organisation();
    List<String> went =
        arrivals.values().stream()
            .filter(r -> r.state() == Letter.Arrival.SENT)
            .map(Letter.Recipient::address)
            .sorted()
            .toList();
    if (!went.isEmpty() && sender.line() == null) {
      announcements.tell("mail", what + about + ": " + file(letter));
    } else if (!went.isEmpty()) {
      announcements.tell("mailed", what + about + " to " + String.join(", ", went));
    }
    arrivals.values().stream()
        .filter(r -> r.state() == Letter.Arrival.FAILED)
        .forEach(
            r ->
                announcements.tell(
                    "undelivered", what + about + " to " + r.address() + ": " + r.detail()));
  }

  private static Letter.Recipient sent(String address) {
    return new Letter.Recipient(address, Letter.Arrival.SENT, null);
  }

  private static Letter.Recipient refusal(String address, @Nullable String said) {
    return new Letter.Recipient(
        address,
        Letter.Arrival.FAILED,
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
