package nestor.app.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import nestor.advisory.Advisory;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.Announcements;
import nestor.app.desk.Conditions;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Letterbox;
import nestor.app.desk.Loop;
import nestor.app.desk.Rooms;
import nestor.app.desk.UnusableException;
import nestor.app.live.Transport;
import nestor.configuration.Client;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailServer;
import nestor.configuration.MailSettings;
import nestor.delivery.Format;
import nestor.intake.mail.Correspondents;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.MailSpool;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/** All that has to do with mail, put together and kept running. */
public final class Mailroom implements Letterbox {
  static {
    MailReader.beLenient();
  }

  private static final String NOBODY = "Nestor <nestor@localhost>";
  private static final String OUT = "direct:mail-out";

  private final Settings settings;
  private final Rooms rooms;
  private final InternetAddress from;
  private final Correspondence correspondence;
  private final Loop answering;
  private final Loop posting;
  private final List<MailWatch> watches = new ArrayList<>();
  private final Postman postman;

  /**
   * What the configuration says of mail.
   *
   * @param mail null where it says nothing; advisories for clients with recipients then lie in the
   *     outbox as messages
   */
  public record Settings(@Nullable MailSettings mail, List<Client> clients) {
    public static final Settings NONE = new Settings(null, List.of());

    MailSettings usual() {
      return mail == null
          ? new MailSettings(null, null, null, 20, List.of(Format.JSON), null, null, null)
          : mail;
    }
  }

  public Mailroom(
      Settings settings,
      Path home,
      Clock clock,
      Rooms rooms,
      DocumentUnderstanding understanding,
      AdvisoryRenderer renderer,
      Transport transport,
      Announcements announcements) {
    this.settings = settings;
    this.rooms = rooms;
    MailSettings mail = settings.usual();
    this.from = address(Objects.requireNonNullElse(mail.from(), NOBODY));
    MailSpool spool = new MailSpool(home.resolve("mail"), rooms.store(), rooms.mails(), clock);
    this.correspondence =
        new Correspondence(rooms, spool, understanding, rules(mail), clock, announcements);
    Path ca = mail.ca();
    ImapSettings imap = mail.imap();
    MailWatch in = new MailWatch("mail in", announcements);
    MailWatch out = new MailWatch("mail out", announcements);
    transport.tell("nestor.mail.in", Boolean.toString(imap != null));
    if (imap != null) {
      watches.add(in);
      describe(transport, "in", imap.server());
      transport.tell("nestor.mail.in.folder", imap.folder());
      transport.tell("nestor.mail.in.every", Long.toString(imap.every().toMillis()));
      MailLine line = new MailLine(imap.server());
      transport.offer("mailInLogin", line);
      transport.offer("mailInProperties", line.properties("imap", ca));
      transport.offer("mailInWatch", in);
      MailTurns turns = new MailTurns(imap, announcements, System::nanoTime);
      transport.offer("mailInTurns", turns);
      transport.offer("mailbox", new Mailbox(imap, spool, correspondence, turns, announcements));
    }
    MailServer smtp = mail.smtp();
    transport.tell("nestor.mail.out", Boolean.toString(smtp != null));
    if (smtp != null) {
      watches.add(out);
      describe(transport, "out", smtp);
      MailLine line = new MailLine(smtp);
      transport.offer("mailOutLogin", line);
      transport.offer("mailOutProperties", line.properties("smtp", ca));
    }
    Postman.Line line = smtp == null ? null : message -> transport.hand(OUT, message);
    this.postman =
        new Postman(
            home,
            rooms,
            renderer,
            new Postman.Sender(from, mail.attach(), line, out),
            clock,
            announcements);
    postman.resume();
    this.answering =
        new Loop("answering", Duration.ofMillis(500), correspondence::work, announcements);
    this.posting = new Loop("posting", Duration.ofMillis(500), postman::work, announcements);
  }

  public void listener(Runnable onDocuments) {
    correspondence.listeners(onDocuments, posting::nudge);
  }

  public void start() {
    answering.start();
    posting.start();
  }

  public void nudge() {
    posting.nudge();
  }

  public List<Loop> loops() {
    return List.of(answering, posting);
  }

  /** Whether the mail servers that are configured can be spoken to counts from now on. */
  public void watch(Conditions conditions) {
    watches.forEach(watch -> conditions.watch(watch.name(), watch));
    conditions.watch("answering", answering::trouble);
    conditions.watch("posting", posting::trouble);
  }

  /** Promises to mail an advisory to the recipients of its organisation, if it has any. */
  @Override
  public void promise(Transaction tx, Advisory advisory, Instant now) {
    String organisation = advisory.organisation().id();
    for (Client client : settings.clients()) {
      if (client.id().equals(organisation) && !client.recipients().isEmpty()) {
        rooms
            .letters()
            .promiseAdvisory(
                tx, domain(), organisation, advisory.advisory(), client.recipients(), now);
      }
    }
  }

  private Correspondence.Rules rules(MailSettings mail) {
    Map<String, List<String>> senders = new LinkedHashMap<>();
    settings.clients().forEach(client -> senders.put(client.id(), client.senders()));
    return new Correspondence.Rules(
        new Correspondents(senders),
        from.getAddress().toLowerCase(Locale.ROOT),
        domain(),
        mail.trustedAuthenticationResults(),
        mail.consultant(),
        mail.answersPerHour());
  }

  private String domain() {
    String address = from.getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static void describe(Transport transport, String direction, MailServer server) {
    transport.tell("nestor.mail." + direction + ".host", server.host());
    transport.tell("nestor.mail." + direction + ".port", Integer.toString(server.port()));
  }

  private static InternetAddress address(String configured) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(configured, true);
      if (addresses.length == 1 && addresses[0].getAddress().contains("@")) {
        return addresses[0];
      }
    } catch (AddressException e) {
      // Told below.
    }
    throw new UnusableException(
        "mail.from is no address: " + configured + "; write Name <name@example.org>");
  }
}
