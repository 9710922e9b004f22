package nestor.server.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
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
import nestor.delivery.mail.OutboundMailRepository;
import nestor.diagnostics.UserErrorException;
import nestor.intake.mail.AllowedSenders;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.MailSpool;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.QuestionAnswers;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/** Mail of a server: composition and worker threads of everything in this package. */
public final class MailService implements AdvisoryNotifier {
  static {
    MailReader.beLenient();
  }

  private static final String NOBODY = "Nestor <nestor@localhost>";
  private static final String OUT = "direct:mail-out";
  private static final Duration STEP = Duration.ofMillis(500);

  private final Settings settings;
  private final OutboundMailRepository outboundMails;
  private final InternetAddress from;
  private final WorkerLoop answering;
  private final WorkerLoop posting;
  private final List<MailHealthCheck> checks = new ArrayList<>();

  /**
   * Intake of what comes by mail.
   *
   * @param answers takes answers to open questions
   * @param onReceived called when documents were received
   */
  public record Documents(QuestionAnswers answers, Runnable onReceived) {}

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

  /**
   * @param documents where documents and answers go that come by mail
   */
  public MailService(
      Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      CamelRuntime camel,
      Clock clock,
      ConsoleReporter reporter,
      Documents documents) {
    this.settings = settings;
    this.outboundMails = repositories.outboundMails();
    MailSettings mail = settings.usual();
    this.from = address(Objects.requireNonNullElse(mail.from(), NOBODY));
    MailHealthCheck out = new MailHealthCheck("mail out", reporter);
    MailSender.Line line = bindOutbound(camel, mail, out);
    MailSender sender =
        new MailSender(
            senderStores(repositories),
            rulebook,
            new MailSender.Sender(from, mail.attach(), line, out),
            clock,
            reporter);
    sender.resume();
    this.posting = new WorkerLoop("posting", STEP, sender::work, reporter);
    MailSpool spool =
        new MailSpool(
            repositories.home().resolve("mail"),
            repositories.database(),
            repositories.inboundMails(),
            clock);
    InboundMailProcessor processor =
        new InboundMailProcessor(
            new InboundMailProcessor.Stores(
                repositories.database(),
                repositories.intake(),
                repositories.inboundMails(),
                repositories.outboundMails()),
            spool,
            new InboundMailProcessor.Contents(
                new DocumentPlacement(rulebook, rules(mail).senders()),
                new MailedAnswers(repositories, rulebook, documents.answers(), clock)),
            rules(mail),
            clock,
            reporter,
            new InboundMailProcessor.Listener() {
              @Override
              public void documentsReceived() {
                documents.onReceived().run();
              }

              @Override
              public void mailPromised() {
                posting.nudge();
              }
            });
    this.answering = new WorkerLoop("answering", STEP, processor::work, reporter);
    bindInbound(camel, mail, spool, processor, reporter);
  }

  private static MailSender.Stores senderStores(Repositories repositories) {
    return new MailSender.Stores(
        repositories.home(),
        repositories.database(),
        repositories.advisories(),
        repositories.inboundMails(),
        repositories.outboundMails());
  }

  private MailSender.@Nullable Line bindOutbound(
      CamelRuntime camel, MailSettings mail, MailHealthCheck check) {
    MailServer smtp = mail.smtp();
    camel.setProperty("nestor.mail.out", Boolean.toString(smtp != null));
    if (smtp == null) {
      return null;
    }
    checks.add(check);
    describe(camel, "out", smtp);
    MailServerConnection connection = new MailServerConnection(smtp);
    camel.bind("mailOutLogin", connection);
    camel.bind("mailOutProperties", connection.properties("smtp", mail.ca()));
    return message -> camel.send(OUT, message);
  }

  private void bindInbound(
      CamelRuntime camel,
      MailSettings mail,
      MailSpool spool,
      InboundMailProcessor processor,
      ConsoleReporter reporter) {
    ImapSettings imap = mail.imap();
    camel.setProperty("nestor.mail.in", Boolean.toString(imap != null));
    if (imap == null) {
      return;
    }
    MailHealthCheck check = new MailHealthCheck("mail in", reporter);
    checks.add(0, check);
    describe(camel, "in", imap.server());
    camel.setProperty("nestor.mail.in.folder", imap.folder());
    camel.setProperty("nestor.mail.in.every", Long.toString(imap.every().toMillis()));
    MailServerConnection connection = new MailServerConnection(imap.server());
    camel.bind("mailInLogin", connection);
    camel.bind("mailInProperties", connection.properties("imap", mail.ca()));
    camel.bind("mailInWatch", check);
    MailboxQueue queue = new MailboxQueue(imap, reporter, System::nanoTime);
    camel.bind("mailInTurns", queue);
    camel.bind("mailbox", new ImapMessageProcessor(imap, spool, processor, queue, reporter));
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
    checks.forEach(check -> healthChecks.watch(check.name(), check));
    healthChecks.watch("answering", answering::trouble);
    healthChecks.watch("posting", posting::trouble);
  }

  /** Promises to mail an advisory to the recipients of its organisation, if it has any. */
  @Override
  public void promise(Transaction tx, Advisory advisory, Instant now) {
    String organisation = advisory.organisation().id();
    for (Client client : settings.clients()) {
      if (client.id().equals(organisation) && !client.recipients().isEmpty()) {
        outboundMails.promiseAdvisory(
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
      // Reported below.
    }
    throw new UserErrorException(
        "mail.from is no address: " + configured + "; write Name <name@example.org>");
  }
}
