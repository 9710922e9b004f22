package nestor.server.mail;

import java.time.Clock;
import java.time.Duration;
import nestor.intake.mail.MailSpool;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.WorkerLoop;

/** Incoming mail: its spool, what opens it, and the worker that answers what was sent. */
final class InboundMailAssembly {
  final WorkerLoop loop;
  final MailSpool spool;
  final InboundMailProcessor processor;

  InboundMailAssembly(
      InboundMailRules rules,
      Repositories repositories,
      DocumentParser parser,
      MailIntake intake,
      Runnable mailPromised,
      Clock clock,
      ConsoleReporter reporter) {
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
            intake.entries().answers(),
            clock);
    MailedReplies replies =
        new MailedReplies(
            new MailedReplies.Stores(
                repositories.database(),
                repositories.outboundMails(),
                repositories.mailNumbers(),
                repositories.advisories()),
            intake.entries().replies(),
            rules.own(),
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
                new DocumentPlacement(parser, rules.senders()), answers, replies),
            rules,
            clock,
            reporter,
            new InboundMailProcessor.Listener(intake.onReceived(), mailPromised));
    this.loop = new WorkerLoop("answering", Duration.ofMillis(500), processor::work, reporter);
  }
}
