package nestor.app.mail;

import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import nestor.app.desk.Announcements;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Rooms;
import nestor.delivery.mail.Letter;
import nestor.evidence.Document;
import nestor.evidence.Evidence;
import nestor.evidence.Reading;
import nestor.evidence.Rejection;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.mail.Attachment;
import nestor.intake.mail.AuthenticationResults;
import nestor.intake.mail.Bounce;
import nestor.intake.mail.Correspondents;
import nestor.intake.mail.Mail;
import nestor.intake.mail.MailDocument;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.MailSpool;
import nestor.intake.mail.OpenedMail;
import nestor.rulebook.Fault;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens messages: judges the sender, takes the files in as documents, and answers once these are
 * decided. What is wrong with one message never keeps the next one.
 */
final class Correspondence {
  private static final Logger LOG = LoggerFactory.getLogger(Correspondence.class);
  private static final int BATCH = 50;
  private static final String WHOLE_MESSAGE = "message.eml";

  private final Rooms rooms;
  private final MailSpool spool;
  private final DocumentUnderstanding understanding;
  private final Rules rules;
  private final Clock clock;
  private final Announcements announcements;
  private volatile Runnable onDocuments = () -> {};
  private volatile Runnable onLetter = () -> {};

  /**
   * What the configuration says of those who write.
   *
   * @param own our address, in lower case
   * @param domain what our Message-IDs end with
   * @param trusted the server whose word on senders is believed, or null
   * @param consultant who is told of what was refused, or null
   */
  record Rules(
      Correspondents senders,
      String own,
      String domain,
      @Nullable String trusted,
      @Nullable String consultant,
      int answersPerHour) {}

  Correspondence(
      Rooms rooms,
      MailSpool spool,
      DocumentUnderstanding understanding,
      Rules rules,
      Clock clock,
      Announcements announcements) {
    this.rooms = rooms;
    this.spool = spool;
    this.understanding = understanding;
    this.rules = rules;
    this.clock = clock;
    this.announcements = announcements;
  }

  void listeners(Runnable onDocuments, Runnable onLetter) {
    this.onDocuments = onDocuments;
    this.onLetter = onLetter;
  }

  /** Opens what a crash left closed, and answers what is decided; true if there was any. */
  boolean work() throws IOException {
    for (Mail mail : in(Mail.State.RECEIVED)) {
      open(mail);
    }
    boolean any = false;
    for (Mail mail : in(Mail.State.OPENED)) {
      any |= answer(mail);
    }
    if (any) {
      onLetter.run();
    }
    return any;
  }

  private List<Mail> in(Mail.State state) {
    return rooms.store().read(tx -> rooms.mails().in(tx, state, BATCH));
  }

  /**
   * Opens a message, unless that was done before.
   *
   * @return how far it is then
   * @throws IOException if the disk refuses; then it is to be opened again
   */
  synchronized Mail.State open(Mail mail) throws IOException {
    Mail known = rooms.store().read(tx -> rooms.mails().find(tx, mail.id())).orElse(mail);
    if (known.state() != Mail.State.RECEIVED) {
      return known.state();
    }
    try {
      consider(known, MailReader.read(spool.file(known.id()), known.whole()));
    } catch (StoreException e) {
      if (!e.refused()) {
        throw e;
      }
      refuse(known, nobody(), "it holds something that cannot be kept; the log tells more");
      LOG.error("Message {} was refused by the store", known.id(), e);
    } catch (MessagingException e) {
      refuse(known, nobody(), "it cannot be read as a message: " + MailWatch.reason(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.error("Message {} met a fault in Nestor", known.id(), e);
      refuse(known, nobody(), "it could not be read, by a fault in Nestor; the log tells more");
    }
    return rooms.store().read(tx -> rooms.mails().find(tx, known.id())).orElse(known).state();
  }

  private void consider(Mail mail, OpenedMail opened) throws IOException {
    Bounce bounce = opened.bounce();
    if (bounce != null) {
      leave(mail, opened, bounced(bounce));
      return;
    }
    String sender = opened.sender();
    String id = opened.messageId();
    if (rules.own().equals(sender)
        || (id != null && rooms.store().read(tx -> rooms.letters().isOurs(tx, id)))) {
      leave(mail, opened, "it is our own");
      return;
    }
    String objection = objection(opened);
    if (objection != null) {
      if (opened.automatic() != null && opened.attachments().isEmpty()) {
        leave(mail, opened, opened.automatic());
      } else {
        refuse(mail, opened, objection);
      }
      return;
    }
    String from = String.valueOf(sender);
    SortedSet<String> organisations = rules.senders().organisations(from);
    Set<Integer> taken =
        rooms.store().read(tx -> rooms.mails().documents(tx, mail.id())).stream()
            .map(MailDocument::part)
            .collect(Collectors.toCollection(HashSet::new));
    int part = 0;
    for (Attachment attachment : opened.attachments()) {
      if (taken.add(++part)) {
        take(mail, from, organisations, part, attachment);
      }
    }
    for (Fault fault : opened.faults()) {
      int number = ++part;
      if (taken.add(number)) {
        rooms
            .store()
            .change(
                tx ->
                    rooms
                        .mails()
                        .document(tx, mail.id(), number, fault.document(), null, fault.toString()));
      }
    }
    if (part == 0 && opened.automatic() != null) {
      leave(mail, opened, opened.automatic());
      return;
    }
    rooms
        .store()
        .change(tx -> rooms.mails().opened(tx, mail.id(), opened, Mail.State.OPENED, null));
    announcements.tell("mail", from + " sent " + part + (part == 1 ? " file" : " files"));
    onDocuments.run();
  }

  /** Why the sender may not bring anything, or null where he may. */
  private @Nullable String objection(OpenedMail opened) {
    String sender = opened.sender();
    if (sender == null) {
      return "its sender cannot be told beyond doubt; one From field with one address is needed";
    }
    if (rules.senders().organisations(sender).isEmpty()) {
      return sender + " is no sender of any client; add the address to its senders in nestor.yaml";
    }
    String trusted = rules.trusted();
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

  private void take(
      Mail mail, String sender, SortedSet<String> organisations, int part, Attachment attachment)
      throws IOException {
    String name = Intake.nameFor(attachment.name());
    Placement placement = placement(name, attachment.content(), sender, organisations);
    InputStream content = new ByteArrayInputStream(attachment.content());
    String organisation = placement.organisation();
    if (organisation == null) {
      rooms
          .intake()
          .quarantine(
              name, content, placement.reason(), (tx, receipt) -> link(tx, mail, part, receipt));
    } else {
      rooms
          .intake()
          .receive(name, content, organisation, (tx, receipt) -> link(tx, mail, part, receipt));
    }
  }

  private void link(Transaction tx, Mail mail, int part, Receipt receipt) {
    rooms.mails().document(tx, mail.id(), part, receipt.name(), receipt.id(), null);
  }

  /** Either the organisation for which a document is put in, or why it is not. */
  private record Placement(@Nullable String organisation, String reason) {}

  /**
   * Of which organisation a document is. A sender may bring documents of his own organisations
   * only, so the document is put where it says that it belongs, and nowhere else.
   */
  private Placement placement(
      String name, byte[] content, String sender, SortedSet<String> organisations) {
    Reading asItIs = read(new Document(name, content, null));
    if (asItIs instanceof Evidence evidence) {
      String named = evidence.organisation();
      if (organisations.contains(named)) {
        return new Placement(named, "");
      }
      boolean onlyItsName =
          organisations.size() == 1
              && !rules.senders().knows(named)
              && read(new Document(name, content, organisations.first())) instanceof Evidence;
      if (!onlyItsName) {
        return new Placement(
            null,
            Fault.in(
                    name,
                    null,
                    "is of " + named + ", of which " + sender + " may not bring documents",
                    "send it from an address of " + named + ", or correct the organisation's id")
                .toString());
      }
    }
    if (organisations.size() == 1) {
      return new Placement(organisations.first(), "");
    }
    return new Placement(
        null,
        asItIs instanceof Rejection rejection
            ? rejection.faults().stream()
                .sorted(Fault.READING_ORDER)
                .map(Fault::toString)
                .collect(Collectors.joining("\n"))
            : Fault.in(name, null, "met a fault in Nestor, not in the document", "report it")
                .toString());
  }

  /** Null where the reader itself failed; the clerk will meet the same, and tell. */
  private @Nullable Reading read(Document document) {
    try {
      return understanding.read(document);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.warn("{} cannot be looked into", document.name(), e);
      return null;
    }
  }

  private String bounced(Bounce bounce) {
    String id = bounce.messageId();
    StringBuilder told = new StringBuilder("it is a delivery report");
    for (Bounce.Recipient recipient : bounce.recipients()) {
      boolean ours =
          id != null
              && recipient.failed()
              && rooms
                  .store()
                  .write(
                      tx -> rooms.letters().bounced(tx, id, recipient.address(), recipient.why()));
      if (ours) {
        announcements.tell(
            "bounced", "mail to " + recipient.address() + " came back: " + recipient.why());
        told.append("; mail to ").append(recipient.address()).append(" came back");
      }
    }
    return told.toString();
  }

  /** Puts a message aside that needs nothing of us. */
  private void leave(Mail mail, OpenedMail opened, String why) {
    rooms.store().change(tx -> rooms.mails().opened(tx, mail.id(), opened, Mail.State.DONE, why));
  }

  private void refuse(Mail mail, OpenedMail opened, String why) throws IOException {
    Instant now = clock.instant();
    String consultant = rules.consultant();
    try (InputStream content = Files.newInputStream(spool.file(mail.id()))) {
      Receipt kept =
          rooms
              .intake()
              .quarantine(
                  WHOLE_MESSAGE,
                  content,
                  why,
                  (tx, receipt) -> {
                    rooms.mails().opened(tx, mail.id(), opened, Mail.State.REFUSED, why);
                    link(tx, mail, 0, receipt);
                    if (consultant != null && mayTell(tx, Letter.Kind.NOTICE, consultant, now)) {
                      promise(tx, Letter.Kind.NOTICE, mail, null, consultant, now);
                    }
                  });
      announcements.tell("refused", "a message: " + why + " -> " + kept.path());
    }
    onLetter.run();
  }

  private boolean answer(Mail mail) {
    List<MailDocument> documents = rooms.store().read(tx -> rooms.mails().documents(tx, mail.id()));
    if (documents.stream().anyMatch(d -> state(d) == Receipt.State.RECEIVED)) {
      return false;
    }
    Instant now = clock.instant();
    String sender = mail.sender();
    String consultant = rules.consultant();
    boolean allWell = documents.stream().noneMatch(d -> state(d) == Receipt.State.QUARANTINED);
    return rooms
        .store()
        .write(
            tx -> {
              String said = null;
              if (mail.automatic() == null && sender != null) {
                if (mayTell(tx, Letter.Kind.RECEIPT, sender, now)) {
                  promise(tx, Letter.Kind.RECEIPT, mail, mail.messageId(), sender, now);
                } else {
                  said = sender + " got too many answers within the hour";
                }
              } else if (!allWell
                  && consultant != null
                  && mayTell(tx, Letter.Kind.NOTICE, consultant, now)) {
                promise(tx, Letter.Kind.NOTICE, mail, null, consultant, now);
              }
              rooms.mails().decided(tx, mail.id(), Mail.State.DONE, said);
              return true;
            });
  }

  private void promise(
      Transaction tx,
      Letter.Kind kind,
      Mail mail,
      @Nullable String inReplyTo,
      String recipient,
      Instant now) {
    rooms.letters().promiseAnswer(tx, rules.domain(), kind, mail.id(), inReplyTo, recipient, now);
  }

  private boolean mayTell(Transaction tx, Letter.Kind kind, String recipient, Instant now) {
    return rooms.letters().countSince(tx, kind, recipient, now.minus(Duration.ofHours(1)))
        < rules.answersPerHour();
  }

  private static Receipt.State state(MailDocument document) {
    Receipt receipt = document.receipt();
    return receipt == null ? Receipt.State.QUARANTINED : receipt.state();
  }

  private static OpenedMail nobody() {
    return new OpenedMail(null, "", null, List.of(), null, List.of(), List.of(), List.of(), null);
  }
}
