package nestor.server.mail;

import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.diagnostics.Diagnostic;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.mail.Attachment;
import nestor.intake.mail.Bounce;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.InboundMailRepository;
import nestor.intake.mail.MailDocument;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.MailSpool;
import nestor.intake.mail.ParsedMail;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.QuestionAnswers;
import nestor.store.Database;
import nestor.store.StoreException;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processor of stored messages: judges the sender, takes attachments in as documents, and promises
 * a reply once these are decided. A fault of one message never holds up the next.
 */
final class InboundMailProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(InboundMailProcessor.class);
  private static final int BATCH = 50;

  /** Behind all files that a message can have, so that a crash between two takes none twice. */
  private static final int FIRST_ANSWER = 10_000;

  /** Behind all answers, for the same reason. */
  private static final int FIRST_REPLY = MailDocument.FIRST_REPLY;

  /** Documents of archives have numbers of their own from here on. */
  private static final int FIRST_OF_ARCHIVES = 1_000_000;

  private static final int MOST_OF_ARCHIVE = 1_000;

  private static final String WHOLE_MESSAGE = "message.eml";

  private final Database database;
  private final Intake intake;
  private final InboundMailRepository inboundMails;
  private final OutboundMailRepository outboundMails;
  private final MailSpool spool;
  private final DocumentPlacement placements;
  private final MailedAnswers answers;
  private final InboundMailRules rules;
  private final MailedReplies mailedReplies;
  private final InboundMailReplies replies;
  private final Clock clock;
  private final ConsoleReporter reporter;
  private final Listener listener;

  /** Called when documents were received, and when a mail is to be sent. */
  record Listener(Runnable documentsReceived, Runnable mailPromised) {}

  /** Repositories that it reads and writes. */
  record Stores(
      Database database,
      Intake intake,
      InboundMailRepository inboundMails,
      OutboundMailRepository outboundMails) {}

  /** Readers of a message's content: of its files, and of answers and replies in its text. */
  record Contents(DocumentPlacement placements, MailedAnswers answers, MailedReplies replies) {}

  InboundMailProcessor(
      Stores stores,
      MailSpool spool,
      Contents contents,
      InboundMailRules rules,
      Clock clock,
      ConsoleReporter reporter,
      Listener listener) {
    this.database = stores.database();
    this.intake = stores.intake();
    this.inboundMails = stores.inboundMails();
    this.outboundMails = stores.outboundMails();
    this.spool = spool;
    this.placements = contents.placements();
    this.answers = contents.answers();
    this.mailedReplies = contents.replies();
    this.rules = rules;
    this.replies =
        new InboundMailReplies(
            stores.database(), stores.inboundMails(), stores.outboundMails(), rules, clock);
    this.clock = clock;
    this.reporter = reporter;
    this.listener = listener;
  }

  /** Opens what a crash left closed, and answers what is decided; true if there was any. */
  boolean work() throws IOException {
    for (InboundMail inboundMail : in(InboundMail.State.RECEIVED)) {
      open(inboundMail);
    }
    boolean any = false;
    for (InboundMail inboundMail : in(InboundMail.State.OPENED)) {
      any |= replies.answer(inboundMail);
    }
    if (any) {
      listener.mailPromised().run();
    }
    return any;
  }

  private List<InboundMail> in(InboundMail.State state) {
    return database.read(tx -> inboundMails.in(tx, state, BATCH));
  }

  /**
   * Opens a message, unless that was done before.
   *
   * @return how far it is then
   * @throws IOException if the disk refuses; then it is to be opened again
   */
  synchronized InboundMail.State open(InboundMail inboundMail) throws IOException {
    InboundMail known =
        database.read(tx -> inboundMails.find(tx, inboundMail.id())).orElse(inboundMail);
    if (known.state() != InboundMail.State.RECEIVED) {
      return known.state();
    }
    try {
      consider(known, MailReader.read(spool.file(known.id()), known.whole()));
    } catch (StoreException e) {
      if (!e.refused()) {
        throw e;
      }
      refuse(
          known,
          ParsedMail.unreadable(),
          "it holds something that cannot be kept; the log has more");
      LOG.error("Message {} was refused by the store", known.id(), e);
    } catch (MessagingException e) {
      refuse(
          known,
          ParsedMail.unreadable(),
          "it cannot be read as a message: " + MailHealthCheck.reason(e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.error("Message {} met a fault in Nestor", known.id(), e);
      refuse(
          known,
          ParsedMail.unreadable(),
          "it could not be read, by a fault in Nestor; the log has more");
    }
    return database.read(tx -> inboundMails.find(tx, known.id())).orElse(known).state();
  }

  private void consider(InboundMail inboundMail, ParsedMail opened) throws IOException {
    Bounce bounce = opened.bounce();
    if (bounce != null) {
      leave(inboundMail, opened, bounced(bounce));
      return;
    }
    String sender = opened.sender();
    String id = opened.messageId();
    if (rules.own().equals(sender)
        || (id != null && database.read(tx -> outboundMails.isOurs(tx, id)))) {
      leave(inboundMail, opened, "it is our own");
      return;
    }
    String objection = rules.objection(opened);
    if (objection != null) {
      if (opened.automatic() != null && opened.attachments().isEmpty()) {
        leave(inboundMail, opened, opened.automatic());
      } else {
        refuse(inboundMail, opened, objection);
      }
      return;
    }
    takeIn(inboundMail, opened, String.valueOf(sender));
  }

  /** Takes in what a message of an allowed sender brings: files, and answers in its text. */
  private void takeIn(InboundMail inboundMail, ParsedMail opened, String from) throws IOException {
    SortedSet<String> organisations = rules.senders().organisations(from);
    Set<Integer> taken =
        database.read(tx -> inboundMails.documents(tx, inboundMail.id())).stream()
            .map(MailDocument::part)
            .collect(Collectors.toCollection(HashSet::new));
    int part = 0;
    for (Attachment attachment : opened.attachments()) {
      if (taken.add(++part)) {
        take(inboundMail, from, organisations, part, attachment, taken);
      }
    }
    for (Diagnostic diagnostic : opened.faults()) {
      if (taken.add(++part)) {
        record(inboundMail, part, diagnostic);
      }
    }
    if (opened.automatic() == null) {
      part += takeAnswers(inboundMail, opened, organisations, taken);
      part += takeReplies(inboundMail, opened, from, taken);
    }
    if (part == 0 && opened.automatic() != null) {
      leave(inboundMail, opened, opened.automatic());
      return;
    }
    String passedOver = opened.automatic() == null ? opened.content().passedOver() : "";
    database.change(
        tx ->
            inboundMails.opened(
                tx,
                inboundMail.id(),
                opened,
                InboundMail.State.OPENED,
                passedOver.isEmpty() ? null : passedOver));
    reporter.report("mail", from + " sent " + part + (part == 1 ? " file" : " files"));
    listener.documentsReceived().run();
  }

  /** Records a part of a message that could not be read as a file. */
  private void record(InboundMail inboundMail, int part, Diagnostic fault) {
    database.change(
        tx ->
            inboundMails.document(
                tx, inboundMail.id(), part, fault.document(), null, fault.toString()));
  }

  private void take(
      InboundMail inboundMail,
      String sender,
      SortedSet<String> organisations,
      int part,
      Attachment attachment,
      Set<Integer> taken)
      throws IOException {
    List<DocumentPlacement.Placement> all =
        placements.of(
            Intake.nameFor(attachment.name()), attachment.content(), sender, organisations);
    int number = all.size() == 1 ? part : FIRST_OF_ARCHIVES + part * MOST_OF_ARCHIVE;
    for (DocumentPlacement.Placement placement : all) {
      int place = number++;
      if (all.size() == 1 || taken.add(place)) {
        take(inboundMail, place, placement);
      }
    }
  }

  private void take(InboundMail inboundMail, int part, DocumentPlacement.Placement placement)
      throws IOException {
    InputStream content = new ByteArrayInputStream(placement.content());
    String organisation = placement.organisation();
    if (organisation == null) {
      intake.quarantine(
          placement.name(),
          content,
          placement.reason(),
          (tx, receipt) -> link(tx, inboundMail, part, receipt));
    } else {
      intake.receive(
          placement.name(),
          content,
          organisation,
          (tx, receipt) -> link(tx, inboundMail, part, receipt));
    }
  }

  /** Takes answers to open questions; the number of organisations whose questions they answer. */
  private int takeAnswers(
      InboundMail inboundMail, ParsedMail opened, SortedSet<String> allowed, Set<Integer> taken)
      throws IOException {
    Map<String, List<QuestionAnswers.Answer>> found = answers.in(opened, allowed);
    int part = FIRST_ANSWER;
    for (String organisation : allowed) {
      int number = part++;
      List<QuestionAnswers.Answer> some = found.get(organisation);
      if (some != null && taken.add(number)) {
        answers.receive(
            organisation, some, (tx, receipt) -> link(tx, inboundMail, number, receipt));
      }
    }
    return found.size();
  }

  /** Takes replies to recommendations; the number of lines that hold some. */
  private int takeReplies(
      InboundMail inboundMail, ParsedMail opened, String from, Set<Integer> taken)
      throws IOException {
    MailedReplies.Found found = mailedReplies.in(opened, from, rules.senders().organisations(from));
    Map<Integer, MailedReplies.Line> understood = new TreeMap<>();
    int part = FIRST_REPLY;
    for (MailedReplies.Line line : found.lines()) {
      int number = part++;
      if (!line.replies().isEmpty()) {
        understood.put(number, line);
      } else if (taken.add(number)) {
        database.change(tx -> put(tx, inboundMail, number, line, null));
      }
    }
    String organisation = found.organisation();
    if (organisation != null && !understood.isEmpty() && taken.addAll(understood.keySet())) {
      mailedReplies.receive(
          organisation,
          found.understood(),
          (tx, receipt) ->
              understood.forEach((number, line) -> put(tx, inboundMail, number, line, receipt)));
    }
    return found.lines().size();
  }

  private void put(
      Transaction tx,
      InboundMail inboundMail,
      int part,
      MailedReplies.Line line,
      @Nullable Receipt receipt) {
    inboundMails.document(
        tx,
        inboundMail.id(),
        part,
        line.written(),
        receipt == null ? null : receipt.id(),
        line.said());
  }

  private void link(Transaction tx, InboundMail inboundMail, int part, Receipt receipt) {
    inboundMails.document(tx, inboundMail.id(), part, receipt.name(), receipt.id(), null);
  }

  private String bounced(Bounce bounce) {
    String id = bounce.messageId();
    StringBuilder told = new StringBuilder("it is a delivery report");
    for (Bounce.Recipient recipient : bounce.recipients()) {
      boolean ours =
          id != null
              && recipient.failed()
              && database.write(
                  tx -> outboundMails.bounced(tx, id, recipient.address(), recipient.why()));
      if (ours) {
        reporter.report(
            "bounced", "mail to " + recipient.address() + " came back: " + recipient.why());
        told.append("; mail to ").append(recipient.address()).append(" came back");
      }
    }
    return told.toString();
  }

  /** Puts a message aside that needs nothing of us. */
  private void leave(InboundMail inboundMail, ParsedMail opened, String why) {
    database.change(
        tx -> inboundMails.opened(tx, inboundMail.id(), opened, InboundMail.State.DONE, why));
  }

  private void refuse(InboundMail inboundMail, ParsedMail opened, String why) throws IOException {
    Instant now = clock.instant();
    try (InputStream content = Files.newInputStream(spool.file(inboundMail.id()))) {
      Receipt kept =
          intake.quarantine(
              WHOLE_MESSAGE,
              content,
              why,
              (tx, receipt) -> {
                inboundMails.opened(tx, inboundMail.id(), opened, InboundMail.State.REFUSED, why);
                link(tx, inboundMail, 0, receipt);
                replies.notifyConsultant(tx, inboundMail, now);
              });
      reporter.report("refused", "a message: " + why + " -> " + kept.path());
    }
    listener.mailPromised().run();
  }
}
