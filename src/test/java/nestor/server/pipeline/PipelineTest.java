package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nestor.advisory.Advisory;
import nestor.advisory.Confirmation;
import nestor.dossier.AdvisoryState;
import nestor.dossier.Origin;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  @TempDir Path folder;
  private StubEngineServer server;

  @BeforeEach
  void openADesk() throws IOException {
    server = new StubEngineServer(folder.resolve("a desk with 50% in its name")).open();
  }

  @AfterEach
  void closeIt() {
    server.close();
  }

  @Test
  void ofAHundredDocumentsTheGoodAreAdvisedAndTheBadAnswered() throws IOException {
    for (int i = 0; i < 90; i++) {
      server.drop("org-" + i + ".json", backups("2026-01-01"));
    }
    server.drop("empty.json", "");
    server.drop("broken.json", "{\"backups\": [");
    server.drop("list.json", "[]");
    server.drop("nothing.json", "{}");
    server.drop("unknown.json", "{\"bakups\": []}");
    server.drop("date.json", backups("soon"));
    server.drop("picture.png", "PNG");
    server.drop("acme/other.json", "{\"organisation\": {\"id\": \"other\"}}");
    server.drop("Backups/acme.json", backups("2026-01-01"));
    server.drop("bug.json", "boom");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(server.lines("advised")).hasSize(90);
              assertThat(server.lines("quarantined")).hasSize(10);
            });

    assertThat(server.files("inbox")).isEmpty();
    assertThat(server.files("store/spool")).isEmpty();
    assertThat(server.files("archive")).hasSize(90);
    assertThat(server.files("outbox")).hasSize(180);
    assertThat(server.files("quarantine")).hasSize(20);
    assertThat(server.advised).hasValue(90);
    assertThat(server.lines("accepted")).hasSize(90);
    assertThat(server.console()).doesNotContain("\tat ").doesNotContain("INFO");
    assertThat(reason("empty.json")).contains("the file is empty; write the sections into it");
    assertThat(reason("other.json")).contains("put it where other belongs");
    assertThat(reason("acme.json")).contains("'Backups'").contains("which is not an id");
    assertThat(reason("bug.json")).contains("a fault in Nestor, not in the document");
    assertThat(Files.readString(server.home.resolve("log/nestor.log")))
        .contains("IllegalStateException: a bug in the reader")
        .contains("\tat nestor.server.StubEngineServer.read");
  }

  @Test
  void aThenBThenAAgainIsThreeChanges() throws IOException {
    for (String day : List.of("2026-01-01", "2026-02-02", "2026-01-01")) {
      int before = server.lines("advised").size();
      server.drop("acme.json", backups(day));
      await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(before + 1));
    }

    assertThat(server.lines("accepted")).hasSize(3);
    assertThat(server.lines("duplicate")).isEmpty();
    assertThat(server.files("archive/acme")).hasSize(3);
    List<Origin> former =
        server
            .repositories()
            .database()
            .read(tx -> server.repositories().dossiers().former(tx, "acme", "backups"));
    assertThat(former).hasSize(2);
  }

  @Test
  void oneOfTwoFilesThatGiveTheSameSectionAtOnceSaysThatItReplacesTheOther() throws IOException {
    server.drop("acme/first.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(1));
    server.drop("acme/second.json", backups("2026-02-02"));
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(2));

    assertThat(server.lines("accepted").get(0)).doesNotContain("just before");
    assertThat(server.lines("accepted").get(1))
        .contains("backups: stands in the place of what acme/first.json gave just before");
  }

  @Test
  void aFolderThatBearsANameIsTheOrganisationUnlessAnotherBearsItToo() throws IOException {
    server.drop("Acme Ltd/data.json", backups("2026-01-01"));
    server.drop("beta.json", "{\"organisation\": {\"name\": \"Beta & Sons\"}}");
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(2));
    server.drop("Beta & Sons/data.json", backups("2026-01-01"));
    server.drop("Acme Ltd/other.json", "{\"organisation\": {\"id\": \"acme\"}}");
    await().untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(2));

    assertThat(server.lines("accepted"))
        .anyMatch(
            line ->
                line.contains("data.json for acme-ltd")
                    && line.contains("'Acme Ltd', where it was put, read as the organisation"));
    assertThat(reason("data.json"))
        .contains("'Beta & Sons' belongs, which is the name of the organisation beta, and would be")
        .contains("put it where beta or beta-sons belongs");
    assertThat(reason("other.json")).contains("'acme' is not 'acme-ltd', where it was put");
  }

  @Test
  void anArchiveOfSeveralOrganisationsIsTakenAsIfItsFilesHadComeByThemselves() throws IOException {
    server.held.set(new CountDownLatch(1));
    Path part = server.home.resolve("inbox/.all.zip.part");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
      for (String name : List.of("acme/data.json", "beta.json")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(backups("2026-01-01").getBytes(StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry("gamma.json"));
      zip.write('{');
    }
    Files.move(part, part.resolveSibling("all.zip"));
    await().untilAsserted(() -> assertThat(server.files("store/spool")).hasSize(1));
    server.drop("acme.json", backups("2026-02-02"));
    await().untilAsserted(() -> assertThat(server.files("store/spool")).hasSize(2));
    server.held.get().countDown();

    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(3));
    await().untilAsserted(() -> assertThat(server.files("store/spool")).isEmpty());
    assertThat(server.lines("divided"))
        .singleElement()
        .asString()
        .contains("holds several documents (acme, beta, gamma)");
    assertThat(server.lines("accepted").get(0)).contains("acme.zip for acme");
    assertThat(server.lines("accepted").get(2)).contains("acme.json for acme");
    assertThat(server.files("archive/_several")).hasSize(1);
    assertThat(server.files("archive/acme")).hasSize(2);
    assertThat(server.files("archive/beta")).hasSize(1);
    assertThat(server.lines("quarantined")).singleElement().asString().contains("gamma.json");
  }

  @Test
  void theSameAgainIsADuplicateAndAsksForNoAdvice() throws IOException {
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));

    server.drop(
        "acme.json", "{\"backups\": [ {\"lastRun\": \"2026-01-01\", \"system\": \"mail\"} ]}");
    await().untilAsserted(() -> assertThat(server.lines("duplicate")).hasSize(1));

    assertThat(server.files("archive/acme")).hasSize(2);
    Optional<AdvisoryState> standing =
        server
            .repositories()
            .database()
            .read(tx -> server.repositories().dossiers().standing(tx, "acme"));
    assertThat(standing).get().matches(known -> !known.documentsUnseen());
    assertThat(server.advised).hasValue(1);
  }

  @Test
  void aBurstOfDocumentsIsAnsweredByOneAdvisoryOfTheWholeDossier() throws IOException {
    for (int i = 0; i < 30; i++) {
      server.drop(
          "acme/part-" + i + ".json",
          i == 17 ? "{\"systems\": [{\"name\": \"erp\"}]}" : backups("2026-01-" + (i + 10) % 100));
    }
    server.drop("acme/last.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));

    assertThat(server.advised).hasValue(1);
    Advisory advisory = latest("acme");
    assertThat(advisory.recommended())
        .extracting(Advisory.Recommendation::rule)
        .containsExactly("look/backups", "look/systems");
    assertThat(server.files("outbox/acme")).hasSize(2);
  }

  @Test
  void aHalfWrittenFileWaitsForItsEndAndHoldsNobodyUp() throws IOException {
    server.close();
    server.stillness = Duration.ofMillis(700);
    server.open();
    String whole = backups("2026-01-01");
    Path file = server.home.resolve("inbox/acme.json");
    try (FileChannel writer =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      server.drop("other.json", backups("2026-01-01"));
      for (byte b : whole.getBytes(StandardCharsets.UTF_8)) {
        writer.write(java.nio.ByteBuffer.wrap(new byte[] {b}));
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
      }
    }
    assertThat(server.lines("accepted")).as("the finished one went ahead").hasSize(1);
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(2));
    assertThat(server.lines("quarantined")).isEmpty();
  }

  @Test
  void aFileDatedInTheFutureIsTaken() throws IOException {
    Path elsewhere = folder.resolve("future.json");
    Files.writeString(elsewhere, backups("2026-01-01"));
    Files.setLastModifiedTime(elsewhere, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
    Files.move(elsewhere, server.home.resolve("inbox/future.json"));

    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(1));
  }

  @Test
  void namesakesInSeveralFoldersAreAllKept() throws IOException {
    server.drop("acme/data.json", backups("2026-01-01"));
    server.drop("beta/data.json", backups("2026-01-02"));
    server.drop("beta/2026/q1/data.json", "{\"systems\": []}");
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(3));

    assertThat(server.files("archive/acme")).hasSize(1);
    assertThat(server.files("archive/beta")).hasSize(2);
  }

  @Test
  void linksHiddenAndTemporaryFilesAreLeftWhereTheyAre() throws IOException {
    Path secret = folder.resolve("secret.json");
    Files.writeString(secret, backups("2026-01-01"));
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("acme.json"), backups("2026-01-01"));
    Path inbox = server.home.resolve("inbox");
    Files.createSymbolicLink(inbox.resolve("link.json"), secret);
    Files.createSymbolicLink(inbox.resolve("folder"), outside);
    for (String name : List.of(".~lock.acme.xlsx#", "~$acme.xlsx", "a.json.part", ".DS_Store")) {
      Files.writeString(inbox.resolve(name), "x");
    }
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));

    assertThat(server.lines("accepted")).hasSize(1);
    await().untilAsserted(() -> assertThat(server.lines("left alone")).hasSize(2));
    assertThat(secret).exists();
    assertThat(outside.resolve("acme.json")).exists();
    assertThat(inbox.resolve("folder")).isSymbolicLink();
    assertThat(server.files("inbox")).hasSize(5);
  }

  @Test
  void onAnotherDayOrByAnotherRulebookWhatStillStandsIsConfirmed() throws IOException {
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(2));
    Advisory first = latest("acme");

    server.clock.set(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
    LocalDate tomorrow = first.asOf().plusDays(1);
    await()
        .untilAsserted(
            () -> assertThat(confirmed(first)).contains(new Confirmation(tomorrow, "rules-1")));
    server.version.set("rules-2");
    await()
        .untilAsserted(
            () -> assertThat(confirmed(first)).contains(new Confirmation(tomorrow, "rules-2")));
    assertThat(kept("acme")).containsExactly(first);
    assertThat(server.files("outbox/acme")).hasSize(2);

    server.drop("acme.json", "{\"systems\": []}");
    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(4));
    assertThat(kept("acme")).hasSize(2);
  }

  @Test
  void aDocumentThatWaitsHoldsUpNoOtherOrganisation() throws IOException {
    server.close();
    server.quiet = Duration.ofSeconds(3);
    server.open();
    server.drop("acme.json", backups("2026-01-01"));
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(1));
    CountDownLatch reading = new CountDownLatch(1);
    server.held.set(reading);
    server.drop("beta.json", backups("2026-01-01"));
    server.drop("gamma/data.json", backups("2026-01-01"));
    await().until(() -> count(Receipt.State.RECEIVED) == 2);

    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));
    assertThat(count(Receipt.State.RECEIVED)).isEqualTo(2);
    reading.countDown();
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(3));
  }

  @Test
  void newsIsAnsweredBeforeTheRestOfWhatAnEditOfTheRulebookMadeDue() throws IOException {
    for (int i = 0; i < 120; i++) {
      server.drop("org-" + i + ".json", backups("2026-01-01"));
    }
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(120));
    Semaphore turns = new Semaphore(0);
    server.turns.set(turns);
    server.version.set("rules-2");
    await().until(turns::hasQueuedThreads);
    server.drop("org-119.json", backups("2026-02-02"));
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(121));
    Instant quietOver = Instant.now().plus(server.quiet);
    await().until(() -> Instant.now().isAfter(quietOver));

    // The lot that was begun, and one more.
    turns.release(51);
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(121));
    turns.release(1_000);
  }

  private static String backups(String lastRun) {
    return "{\"backups\": [{\"system\": \"mail\", \"lastRun\": \"" + lastRun + "\"}]}";
  }

  private String reason(String name) throws IOException {
    Path original =
        server.files("quarantine").stream()
            .filter(file -> file.getFileName().toString().equals(name))
            .findFirst()
            .orElseThrow();
    return Files.readString(original.resolveSibling("reason.txt"));
  }

  private Advisory latest(String organisation) {
    return kept(organisation).get(0);
  }

  private List<Advisory> kept(String organisation) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().advisories().of(tx, organisation, 10));
  }

  private Optional<Confirmation> confirmed(Advisory advisory) {
    return server
        .repositories()
        .database()
        .read(
            tx ->
                server
                    .repositories()
                    .advisories()
                    .confirmation(tx, advisory.organisation().id(), advisory.advisory()));
  }

  private long count(Receipt.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().receipts().count(tx, state));
  }
}
