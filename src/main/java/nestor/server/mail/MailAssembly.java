package nestor.server.mail;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import nestor.configuration.MailSettings;
import nestor.intake.mail.MailReader;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;

/** The mail of a server: incoming, outgoing, and the notifier of recipients. */
public final class MailAssembly {
  static {
    MailReader.beLenient();
  }

  public final List<WorkerLoop> loops;

  /** The checks of the mail servers that are configured. */
  public final List<MailHealthCheck> checks;

  /** Promises mail to the recipients of an advisory. */
  public final AdvisoryNotifier notifier;

  private final OutboundMailAssembly outbound;

  /**
   * @param intake where documents and answers go that come by mail
   */
  public MailAssembly(
      ServerMailSettings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      CamelRuntime camel,
      Clock clock,
      ConsoleReporter reporter,
      MailIntake intake) {
    MailSettings mail = settings.usual();
    OwnAddress own = OwnAddress.of(mail.from());
    InboundMailRules rules = InboundMailRules.of(mail, settings.clients(), own);
    MailReaders readers =
        new MailReaders(
            settings.clients(), rules.senders(), mail.imap() != null, settings.publicUrl());
    this.outbound =
        new OutboundMailAssembly(
            mail,
            new MailComposer.Appearance(own.from(), mail.attach(), readers),
            repositories,
            rulebook,
            camel,
            clock,
            reporter);
    InboundMailAssembly inbound =
        new InboundMailAssembly(
            rules, repositories, rulebook, intake, this::nudge, clock, reporter);
    MailboxAssembly mailbox =
        new MailboxAssembly(mail, inbound.spool, inbound.processor, camel, reporter);
    ReminderAssembly reminders =
        new ReminderAssembly(settings, own, repositories, rulebook, this::nudge, clock, reporter);
    this.loops =
        Stream.concat(Stream.of(inbound.loop, outbound.loop), reminders.loops.stream()).toList();
    this.checks = Stream.concat(mailbox.checks.stream(), outbound.checks.stream()).toList();
    this.notifier = new RecipientNotifier(settings.clients(), repositories.outboundMails(), own);
  }

  /** Has mail sent that was promised just now. */
  public void nudge() {
    outbound.loop.nudge();
  }
}
