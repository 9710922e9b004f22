package nestor.server.mail;

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
import nestor.configuration.Client;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailServer;
import nestor.configuration.MailSettings;
import nestor.delivery.Format;
import nestor.diagnostics.UserErrorException;
import nestor.intake.mail.AllowedSenders;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.MailSpool;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/** All that has to do with mail, put together and kept running. */
public final class MailService implements AdvisoryNotifier {
  static {
    MailReader.beLenient();
  }

  private static final String NOBODY = "Nestor <nestor@localhost>";
  private static final String OUT = "direct:mail-out";

  private final Settings settings;
  private final Repositories repositories;
  private final InternetAddress from;
  private final InboundMailProcessor processor;
  private final WorkerLoop answering;
  private final WorkerLoop posting;
  private final List<MailHealthCheck> watches = new ArrayList<>();
  private final MailSender mailSender;

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

  public MailService(
      Settings settings,
      Path home,
      Clock clock,
      Repositories repositories,
      DocumentParser understanding,
      AdvisoryRenderer renderer,
      CamelRuntime camel,
      ConsoleReporter reporter) {
    this.settings = settings;
    this.repositories = repositories;
    MailSettings mail = settings.usual();
    this.from = address(Objects.requireNonNullElse(mail.from(), NOBODY));
    MailSpool spool =
        new MailSpool(
            home.resolve("mail"), repositories.database(), repositories.inboundMails(), clock);
    this.processor =
        new InboundMailProcessor(repositories, spool, understanding, rules(mail), clock, reporter);
    Path ca = mail.ca();
    ImapSettings imap = mail.imap();
    MailHealthCheck in = new MailHealthCheck("mail in", reporter);
    MailHealthCheck out = new MailHealthCheck("mail out", reporter);
    camel.setProperty("nestor.mail.in", Boolean.toString(imap != null));
    if (imap != null) {
      watches.add(in);
      describe(camel, "in", imap.server());
      camel.setProperty("nestor.mail.in.folder", imap.folder());
      camel.setProperty("nestor.mail.in.every", Long.toString(imap.every().toMillis()));
      MailServerConnection line = new MailServerConnection(imap.server());
      camel.bind("mailInLogin", line);
      camel.bind("mailInProperties", line.properties("imap", ca));
      camel.bind("mailInWatch", in);
      MailboxQueue turns = new MailboxQueue(imap, reporter, System::nanoTime);
      camel.bind("mailInTurns", turns);
      camel.bind("mailbox", new ImapMessageProcessor(imap, spool, processor, turns, reporter));
    }
    MailServer smtp = mail.smtp();
    camel.setProperty("nestor.mail.out", Boolean.toString(smtp != null));
    if (smtp != null) {
      watches.add(out);
      describe(camel, "out", smtp);
      MailServerConnection line = new MailServerConnection(smtp);
      camel.bind("mailOutLogin", line);
      camel.bind("mailOutProperties", line.properties("smtp", ca));
    }
    MailSender.Line line = smtp == null ? null : message -> camel.send(OUT, message);
    this.mailSender =
        new MailSender(
            home,
            repositories,
            renderer,
            new MailSender.Sender(from, mail.attach(), line, out),
            clock,
            reporter);
    mailSender.resume();
    this.answering = new WorkerLoop("answering", Duration.ofMillis(500), processor::work, reporter);
    this.posting = new WorkerLoop("posting", Duration.ofMillis(500), mailSender::work, reporter);
  }

  public void listener(Runnable onDocuments) {
    processor.listeners(onDocuments, posting::nudge);
  }

  public void start() {
    answering.start();
    posting.start();
  }

  public void nudge() {
    posting.nudge();
  }

  public List<WorkerLoop> loops() {
    return List.of(answering, posting);
  }

  /** Whether the mail servers that are configured can be spoken to counts from now on. */
  public void watch(HealthChecks healthChecks) {
    watches.forEach(watch -> healthChecks.watch(watch.name(), watch));
    healthChecks.watch("answering", answering::trouble);
    healthChecks.watch("posting", posting::trouble);
  }

  /** Promises to mail an advisory to the recipients of its organisation, if it has any. */
  @Override
  public void promise(Transaction tx, Advisory advisory, Instant now) {
    String organisation = advisory.organisation().id();
    for (Client client : settings.clients()) {
      if (client.id().equals(organisation) && !client.recipients().isEmpty()) {
        repositories
            .outboundMails()
            .promiseAdvisory(
                tx, domain(), organisation, advisory.advisory(), client.recipients(), now);
      }
    }
  }

  private InboundMailProcessor.Rules rules(MailSettings mail) {
    Map<String, List<String>> senders = new LinkedHashMap<>();
    settings.clients().forEach(client -> senders.put(client.id(), client.senders()));
    return new InboundMailProcessor.Rules(
        new AllowedSenders(senders),
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

  private static void describe(CamelRuntime camel, String direction, MailServer server) {
    camel.setProperty("nestor.mail." + direction + ".host", server.host());
    camel.setProperty("nestor.mail." + direction + ".port", Integer.toString(server.port()));
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
    throw new UserErrorException(
        "mail.from is no address: " + configured + "; write Name <name@example.org>");
  }
}
