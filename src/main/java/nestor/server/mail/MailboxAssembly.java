package nestor.server.mail;

import java.util.List;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailSettings;
import nestor.intake.mail.MailSpool;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.reload.CamelRuntime;

/** The mailbox that mail is fetched from: its route, its login and the check of its server. */
final class MailboxAssembly {
  /** The check of the mail server; empty without one. */
  final List<MailHealthCheck> checks;

  MailboxAssembly(
      MailSettings settings,
      MailSpool spool,
      InboundMailProcessor processor,
      CamelRuntime camel,
      ConsoleReporter reporter) {
    ImapSettings imap = settings.imap();
    camel.setProperty("nestor.mail.in", Boolean.toString(imap != null));
    if (imap == null) {
      this.checks = List.of();
      return;
    }
    MailHealthCheck check = new MailHealthCheck("mail in", reporter);
    this.checks = List.of(check);
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
  }
}
