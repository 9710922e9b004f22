package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import nestor.advisory.Advisory;
import nestor.configuration.Client;
import nestor.delivery.BankAdvisory;
import nestor.delivery.mail.OutboundMail;
import nestor.intake.mail.AllowedSenders;
import nestor.server.StubEngineServer;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReminderWorkerTest {
  private static final Advisory ADVISORY = BankAdvisory.withHistory();
  private static final Instant LATER =
      ADVISORY.asOf().plusYears(1).atTime(9, 0).toInstant(ZoneOffset.UTC);
  private static final String CTO = "cto@meridian.example";

  @TempDir Path folder;
  private Repositories repositories;
  private StubEngineServer stub;
  private int nudges;

  @BeforeEach
  void keepAnAdvisory() throws IOException {
    stub = new StubEngineServer(folder.resolve("stub"));
    repositories = Repositories.open(folder.resolve("desk"), Clock.systemUTC());
    repositories
        .database()
        .change(
            tx -> {
              tx.update(
                  "insert into organisations (id, revision, last_document_at, advised_revision)"
                      + " values (?, 1, ?, 1)",
                  ADVISORY.organisation().id(),
                  Instant.EPOCH);
              repositories.advisories().keep(tx, ADVISORY, null, Instant.EPOCH);
            });
  }

  @AfterEach
  void close() {
    repositories.close();
    stub.close();
  }

  private ReminderWorker worker(Instant now, Map<String, String> owners) {
    Client client = new Client(ADVISORY.organisation().id(), "Bank", List.of(), List.of(), owners);
    return new ReminderWorker(
        new ReminderWorker.Stores(
            repositories.database(), repositories.advisories(), repositories.outboundMails()),
        stub,
        new ReminderWorker.Settings(
            List.of(client), Period.ofDays(7), "nestor.example", () -> nudges++),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<OutboundMail> waiting(Instant now) {
    return repositories
        .database()
        .read(tx -> repositories.outboundMails().due(tx, now.plusSeconds(1), 100));
  }

  @Test
  void anOwnerIsRemindedOfWhatIsOverdueOnceAWeekAndNotAgainAfterACrash() throws IOException {
    assertThat(worker(LATER, Map.of("CTO", CTO)).work()).isTrue();
    assertThat(nudges).isEqualTo(1);
    repositories.close();
    repositories = Repositories.open(folder.resolve("desk"), Clock.systemUTC());

    Instant almost = LATER.plus(Duration.ofDays(7)).minusSeconds(1);
    assertThat(worker(LATER, Map.of("CTO", CTO)).work()).isFalse();
    assertThat(worker(almost, Map.of("CTO", CTO)).work()).isFalse();
    assertThat(waiting(almost))
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.kind()).isEqualTo(OutboundMail.Kind.REMINDER);
              assertThat(mail.owner()).isEqualTo("CTO");
              assertThat(mail.recipients())
                  .extracting(OutboundMail.Recipient::address)
                  .containsExactly(CTO);
            });

    Instant week = LATER.plus(Duration.ofDays(7));
    assertThat(worker(week, Map.of("CTO", CTO)).work()).isTrue();
    assertThat(waiting(week))
        .hasSize(2)
        .extracting(OutboundMail::messageId)
        .doesNotHaveDuplicates();
  }

  @Test
  void aReminderIsAMailWhoseNumbersCanBeRepliedTo() throws Exception {
    worker(LATER, Map.of("CTO", CTO)).work();
    OutboundMail mail = waiting(LATER).get(0);
    MailComposer composer =
        new MailComposer(
            new MailComposer.Stores(
                repositories.database(),
                repositories.advisories(),
                repositories.inboundMails(),
                repositories.mailNumbers()),
            stub,
            new MailComposer.Appearance(
                new InternetAddress("nestor@nestor.example"),
                List.of(),
                new MailReaders(List.of(), new AllowedSenders(Map.of()), true, null)));

    assertThat(composer.message(mail).getSubject()).contains("overdue for the CTO");
    Map<Integer, String> numbers =
        repositories.database().read(tx -> repositories.mailNumbers().rules(tx, mail.id()));
    assertThat(numbers).containsEntry(1, ADVISORY.recommended().get(0).rule());
  }

  @Test
  void nobodyIsRemindedBeforeTheDayHasPassedOrWithoutAnAddress() {
    LocalDate first =
        ADVISORY.recommended().stream()
            .map(r -> r.schedule().due())
            .min(LocalDate::compareTo)
            .orElseThrow();
    Instant onTheDay = first.atTime(23, 59).toInstant(ZoneOffset.UTC);

    assertThat(worker(onTheDay, Map.of("CTO", CTO, "CEO", CTO, "CIO", CTO)).work()).isFalse();
    assertThat(worker(LATER, Map.of()).work()).isFalse();
    assertThat(worker(LATER, Map.of("Chief of nothing", CTO)).work()).isFalse();
    assertThat(waiting(LATER)).isEmpty();
  }

  @Test
  void aWorkerThatLookedLooksAgainOnlyWhenSomethingChanged() {
    ReminderWorker worker = worker(LATER, Map.of("CTO", CTO));

    assertThat(worker.work()).isTrue();
    assertThat(worker.work()).isFalse();
    assertThat(worker.work()).isFalse();
    assertThat(nudges).isEqualTo(1);
  }
}
