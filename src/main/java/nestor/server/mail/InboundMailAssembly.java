package nestor.server.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailSettings;
import nestor.intake.mail.MailSpool;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;

/** Incoming mail: the route from the mailbox, and the worker that answers what was sent. */
final class InboundMailAssembly {
  final WorkerLoop loop;

  private final MailSpool spool;
  private final InboundMailProcessor processor;
  private final ConsoleReporter reporter;

  InboundMailAssembly(
      InboundMailRules rules,
      Repositories repositories,
      DocumentParser parser,
      MailAssembly.Documents documents,
      Runnable mailPromised,
      Clock clock,
      ConsoleReporter reporter) {
    this.reporter = reporter;
    this.spool =
        new MailSpool(
            repositories.home().resolve("mail"),
            repositories.database(),
            repositories.inboundMails(),
            clock);
    MailedAnswers answers =
        new MailedAnswers(
            repositories.database(),
            repositories.dossiers(),
            repositories.inboundMails(),
            repositories.outboundMails(),
            parser,
            documents.answers(),
            clock);
    this.processor =
        new InboundMailProcessor(
            new InboundMailProcessor.Stores(
                repositories.database(),
                repositories.intake(),
                repositories.inboundMails(),
                repositories.outboundMails()),
            spool,
            new InboundMailProcessor.Contents(
                new DocumentPlacement(parser, rules.senders()), answers),
            rules,
            clock,
            reporter,
            new InboundMailProcessor.Listener(documents.onReceived(), mailPromised));
    this.loop = new WorkerLoop("answering", Duration.ofMillis(500), processor::work, reporter);
  }

  /** Gives the route what it names, and returns the checks of the mail server, if there is one. */
  List<MailHealthCheck> bind(CamelRuntime camel, MailSettings settings) {
    ImapSettings imap = settings.imap();
    camel.setProperty("nestor.mail.in", Boolean.toString(imap != null));
    if (imap == null) {
      return List.of();
    }
    MailHealthCheck check = new MailHealthCheck("mail in", reporter);
    camel.setProperty("nestor.mail.in.folder", imap.folder());
    camel.setProperty("nestor.mail.in.every", Long.toString(imap.every().toMillis()));
    MailServerConnection connection = new MailServerConnection(imap.server());
    connection.describe(camel, "in");
    camel.bind("mailInLogin", connection);
    camel.bind("mailInProperties", connection.properties("imap", settings.ca()));
    camel.bind("mailInWatch", check);
    MailboxQueue queue = new MailboxQueue(imap, reporter, System::nanoTime);
    camel.bind("mailInTurns", queue);
    camel.bind("mailbox", new ImapMessageProcessor(imap, spool, processor, queue, reporter));
    return List.of(check);
  }
}
