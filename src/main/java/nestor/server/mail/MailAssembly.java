package nestor.server.mail;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import nestor.configuration.Client;
import nestor.configuration.MailSettings;
import nestor.delivery.Format;
import nestor.intake.mail.MailReader;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.server.pipeline.ConsoleReporter;
import nestor.server.pipeline.QuestionAnswers;
import nestor.server.pipeline.Repositories;
import nestor.server.pipeline.RulebookAccess;
import nestor.server.pipeline.WorkerLoop;
import nestor.server.reload.CamelRuntime;
import org.jspecify.annotations.Nullable;

/** The mail of a server: incoming, outgoing, and the notifier of recipients. */
public final class MailAssembly {
  static {
    MailReader.beLenient();
  }

  private final InboundMailAssembly inbound;
  private final OutboundMailAssembly outbound;
  private final AdvisoryNotifier notifier;
  private final List<MailHealthCheck> checks = new ArrayList<>();

  /**
   * Intake of what comes by mail.
   *
   * @param answers takes answers to open questions
   * @param onReceived called when documents were received
   */
  public record Documents(QuestionAnswers answers, Runnable onReceived) {}

  /**
   * Settings of mail.
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
  public MailAssembly(
      Settings settings,
      Repositories repositories,
      RulebookAccess rulebook,
      CamelRuntime camel,
      Clock clock,
      ConsoleReporter reporter,
      Documents documents) {
    MailSettings mail = settings.usual();
    OwnAddress own = OwnAddress.of(mail.from());
    this.outbound =
        new OutboundMailAssembly(mail, own, repositories, rulebook, camel, clock, reporter);
    this.inbound =
        new InboundMailAssembly(
            InboundMailRules.of(mail, settings.clients(), own),
            repositories,
            rulebook,
            documents,
            outbound.loop::nudge,
            clock,
            reporter);
    checks.addAll(inbound.bind(camel, mail));
    checks.addAll(outbound.checks);
    this.notifier = new RecipientNotifier(settings.clients(), repositories.outboundMails(), own);
  }

  /** Promises mail to the recipients of an advisory. */
  public AdvisoryNotifier notifier() {
    return notifier;
  }

  public void start() {
    inbound.loop.start();
    outbound.loop.start();
  }

  /** Has mail sent that was promised just now. */
  public void nudge() {
    outbound.loop.nudge();
  }

  public List<WorkerLoop> loops() {
    return List.of(inbound.loop, outbound.loop);
  }

  /** Whether the mail servers that are configured can be spoken to counts from now on. */
  public void watch(HealthChecks healthChecks) {
    checks.forEach(check -> healthChecks.watch(check.name(), check));
    healthChecks.watch("answering", inbound.loop::trouble);
    healthChecks.watch("posting", outbound.loop::trouble);
  }
}
