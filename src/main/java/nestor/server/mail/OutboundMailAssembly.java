package nestor.server.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import nestor.configuration.MailServer;
import nestor.configuration.MailSettings;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import org.jspecify.annotations.Nullable;

/** Outgoing mail: the worker that sends it, and the route to the mail server. */
final class OutboundMailAssembly {
  private static final String ROUTE = "direct:mail-out";

  final WorkerLoop loop;

  /** The check of the mail server; empty without one. */
  final List<MailHealthCheck> checks;

  OutboundMailAssembly(
      MailSettings settings,
      MailComposer.Appearance appearance,
      Repositories repositories,
      AdvisoryRenderer renderer,
      CamelRuntime camel,
      Clock clock,
      ConsoleReporter reporter) {
    MailHealthCheck check = new MailHealthCheck("mail out", reporter);
    this.checks = settings.smtp() == null ? List.of() : List.of(check);
    MailSender sender =
        new MailSender(
            new MailSender.Stores(
                repositories.home(), repositories.database(), repositories.outboundMails()),
            new MailComposer(
                new MailComposer.Stores(
                    repositories.database(),
                    repositories.advisories(),
                    repositories.inboundMails(),
                    repositories.mailNumbers()),
                renderer,
                appearance),
            new MailSender.Sender(bind(camel, settings), check),
            clock,
            reporter);
    sender.resume();
    this.loop = new WorkerLoop("posting", Duration.ofMillis(500), sender::work, reporter);
  }

  private static MailSender.@Nullable Line bind(CamelRuntime camel, MailSettings settings) {
    MailServer smtp = settings.smtp();
    camel.setProperty("nestor.mail.out", Boolean.toString(smtp != null));
    if (smtp == null) {
      return null;
    }
    MailServerConnection connection = new MailServerConnection(smtp);
    connection.describe(camel, "out");
    camel.bind("mailOutLogin", connection);
    camel.bind("mailOutProperties", connection.properties("smtp", settings.ca()));
    return message -> camel.send(ROUTE, message);
  }
}
