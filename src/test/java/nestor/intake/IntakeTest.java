package nestor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nestor.store.Database;
import nestor.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:15:30.123Z"), ZoneOffset.UTC);

  @TempDir Path home;
  private final ReceiptRepository receipts = new ReceiptRepository();
  private Database database;
  private Intake intake;

  @BeforeEach
  void open() throws IOException {
    database = Database.open(home.resolve("store"));
    intake = new Intake(home, database, receipts, CLOCK);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aReceiptTellsWhatWasReceived() throws IOException {
    Receipt receipt = intake.receive("acme.json", stream("{}"), "acme");

    assertThat(receipt.state()).isEqualTo(Receipt.State.RECEIVED);
    assertThat(receipt.size()).isEqualTo(2);
    assertThat(receipt.sha256())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    assertThat(receipt.receivedAt()).isEqualTo(CLOCK.instant());
    assertThat(find(receipt.id())).contains(receipt);
    assertThat(intake.content(receipt)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
  }

  @Test
  void idsSortAsDocumentsArrivedEvenWithinOneTick() throws IOException {
    List<String> ids =
        List.of(
            intake.receive("a.json", stream("1"), null).id(),
            intake.receive("b.json", stream("2"), null).id(),
            intake.receive("c.json", stream("3"), null).id());
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "'C:\\temp\\acme.json', acme.json",
    "a/../.., _",
    ".htaccess, _.htaccess",
    "'', document",
    "'a\nb\u202Egnp.json', a_b_gnp.json",
    "con.json, _con.json",
    "'acme.json. ', acme.json",
    "Überblick 2026.xlsx, Überblick 2026.xlsx"
  })
  void namesAreMadeHarmless(String given, String safe) throws IOException {
    Receipt receipt = intake.receive(given, stream("x"), null);

    assertThat(receipt.name()).isEqualTo(safe.equals("_") ? "document" : safe);
    Receipt decided = decide(receipt, Receipt.State.QUARANTINED, null);
    intake.putAway(decided);
    assertThat(home.resolve(decided.path()).normalize()).startsWith(home).exists();
  }

  @Test
  void theLongestNamesAreKept() throws IOException {
    String longest = "ü".repeat(120) + ".json";
    Receipt receipt = intake.receive(longest, stream("x"), "a".repeat(100));
    Receipt decided = decide(receipt, Receipt.State.ACCEPTED, "acme");
    intake.putAway(decided);

    assertThat(receipt.name()).isEqualTo(longest);
    assertThat(home.resolve(decided.path())).exists();
    assertThat(decided.path()).startsWith("archive/acme/").endsWith(".json");
  }

  @Test
  void aDocumentThatIsNotWhatArrivedIsNeitherReadNorReplayed() throws IOException {
    Receipt receipt = intake.receive("acme.json", stream("{}"), null);
    Path spooled = spool().get(0);
    Files.writeString(spooled, "{ }");
    assertThatThrownBy(() -> intake.content(receipt)).hasMessageContaining("not what arrived");
    Files.writeString(spooled, "{}");
    Receipt decided = decide(receipt, Receipt.State.QUARANTINED, null);
    intake.putAway(decided);
    Path kept = home.resolve(decided.path());
    Files.writeString(kept, "{ }");

    assertThatThrownBy(() -> intake.replay(receipt.id()))
        .isInstanceOf(ChangedDocumentException.class)
        .hasMessageContaining("put what is right into the inbox");
    Files.writeString(kept, "{}");
    assertThat(intake.replay(receipt.id())).isPresent();
  }

  @Test
  void aStreamThatBreaksOffIsNotReceived() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            stream("x".repeat(10_000)),
            new FilterInputStream(InputStream.nullInputStream()) {
              @Override
              public int read(byte[] bytes, int from, int length) throws IOException {
                throw new IOException("connection lost");
              }
            });
    assertThatThrownBy(() -> intake.receive("acme.json", broken, null))
        .hasMessageContaining("connection lost");
    assertThat(spool()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void aDocumentThatWasSpooledButNotRecordedGetsItsReceipt() throws IOException {
    Receipt lost = intake.receive("a@b report.json", stream("{}"), "acme");
    database.change(tx -> tx.update("delete from receipts where id = ?", lost.id()));

    assertThat(intake.recover()).containsExactly(lost);
    assertThat(find(lost.id())).contains(lost);
    assertThat(intake.recover()).as("only once").isEmpty();
  }

  @Test
  void whatItsBringerBringsAgainIsNotKeptTwiceAfterACrash() throws IOException {
    Receipt kept = intake.receive("a.json", stream("{}"), "acme", (tx, receipt) -> {});
    Path lost = home.resolve("store/spool/20261121-101530-999-abcdef@!acme@b.json");
    Files.writeString(lost, "{}");

    assertThat(intake.recover()).isEmpty();
    assertThat(lost).doesNotExist();
    assertThat(intake.content(kept)).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    Receipt decided = decide(kept, Receipt.State.ACCEPTED, "acme");
    intake.putAway(decided);
    assertThat(home.resolve(decided.path())).exists();
    assertThat(spool()).isEmpty();
  }

  @Test
  void whatWasRefusedButNotPutAwayBeforeACrashLiesInQuarantineOnce() throws IOException {
    Receipt refused =
        intake.quarantine("message.eml", stream("hello"), "a stranger", (tx, receipt) -> {});
    Path original = home.resolve(refused.path());
    Files.move(
        original,
        home.resolve("store/spool").resolve(refused.id() + "@!@" + original.getFileName()));
    Files.delete(original.resolveSibling("reason.txt"));
    Files.delete(original.getParent());

    assertThat(intake.recover()).isEmpty();
    assertThat(original).hasContent("hello");
    assertThat(original.resolveSibling("reason.txt")).content().contains("a stranger");
    assertThat(spool()).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotFoundKeptLater() throws IOException {
    assertThatThrownBy(
            () ->
                intake.receive(
                    "acme.json",
                    stream("{}"),
                    "acme",
                    (tx, receipt) -> {
                      throw new IllegalStateException("no room");
                    }))
        .hasMessage("no room");
    assertThat(spool()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void norIsWhatCameWhileTheStoreWasAway() throws IOException {
    database.close();
    assertThatThrownBy(() -> intake.receive("acme.json", stream("{}"), "acme"))
        .isInstanceOf(StoreException.class);
    Path file = Files.writeString(home.resolve("beta.json"), "{}");
    assertThatThrownBy(() -> intake.receive(file, "beta")).isInstanceOf(StoreException.class);

    open();
    assertThat(intake.recover()).extracting(Receipt::name).containsExactly("beta.json");
    assertThat(spool()).singleElement().asString().endsWith("@beta@beta.json");
  }

  @Test
  void aDocumentThatIsRecordedLateComesBeforeThoseThatFollowedIt() throws IOException {
    Receipt early = intake.receive("a.json", stream("1"), "acme");
    Receipt late = intake.receive("b.json", stream("2"), "acme");
    database.change(tx -> tx.update("delete from receipts where id = ?", early.id()));
    intake.recover();

    List<Receipt> waiting = database.read(tx -> receipts.waiting(tx, 10));
    assertThat(waiting).containsExactly(early, late);
  }

  @Test
  void aClockThatWasSetBackChangesNoOrder() throws IOException {
    Receipt before = intake.receive("a.json", stream("1"), "acme");
    Clock yesterday = Clock.offset(CLOCK, java.time.Duration.ofDays(-1));

    Receipt after =
        new Intake(home, database, receipts, yesterday).receive("b.json", stream("2"), "acme");
    assertThat(after.id()).isGreaterThan(before.id());
  }

  @Test
  void beginningsOfDocumentsAreDroppedAndStrangersLeftAlone() throws IOException {
    Path spool = home.resolve("store/spool");
    Files.writeString(spool.resolve(".20261121-101530-123-abcdef.part"), "{");
    Files.writeString(spool.resolve("notes.txt"), "mine");

    assertThat(intake.recover()).isEmpty();
    assertThat(spool())
        .extracting(Path::getFileName)
        .extracting(Path::toString)
        .containsExactly("notes.txt");
  }

  @Test
  void aQuarantinedDocumentLiesWithItsReasonUnderItsOwnName() throws IOException {
    Receipt receipt = intake.receive("reason.txt", stream("original"), null);
    Receipt decided = decide(receipt, Receipt.State.QUARANTINED, null);
    intake.putAway(decided);
    intake.putAway(decided);

    Path folder = home.resolve("quarantine").resolve(receipt.id());
    assertThat(folder.resolve("_reason.txt")).hasContent("original");
    assertThat(folder.resolve("reason.txt")).content().contains("because").contains(receipt.id());
  }

  @Test
  void aDocumentIsDecidedOnce() throws IOException {
    Receipt receipt = intake.receive("acme.json", stream("{}"), null);
    decide(receipt, Receipt.State.ACCEPTED, "acme");
    assertThatThrownBy(() -> decide(receipt, Receipt.State.ACCEPTED, "acme"))
        .hasMessageContaining("decided before");
  }

  @Test
  void aDocumentIsDividedInItsPlaceAndOnceHoweverOftenACrashComes() throws IOException {
    Receipt whole = intake.receive("all.zip", stream("both"), null);
    Receipt later = intake.receive("acme.json", stream("{}"), null);
    List<Intake.Part> parts =
        List.of(
            new Intake.Part("acme.zip", "a".getBytes(StandardCharsets.UTF_8)),
            new Intake.Part("beta.zip", "b".getBytes(StandardCharsets.UTF_8)));

    intake.divide(whole, parts, "of several");
    // What was recorded is lost in a crash; what lies on the disk is not.
    database.change(tx -> tx.update("delete from receipts where name in ('acme.zip', 'beta.zip')"));
    database.change(
        tx -> tx.update("update receipts set state = 'received' where id = ?", whole.id()));
    assertThat(intake.recover()).isEmpty();
    assertThat(spool()).hasSize(2);

    Receipt divided = intake.divide(whole, parts, "of several");
    intake.putAway(divided);

    assertThat(divided.state()).isEqualTo(Receipt.State.DIVIDED);
    assertThat(home.resolve(divided.path())).hasContent("both");
    List<Receipt> waiting = database.read(tx -> receipts.waiting(tx, 9));
    assertThat(waiting)
        .extracting(Receipt::name)
        .containsExactly("acme.zip", "beta.zip", "acme.json");
    assertThat(waiting.get(2)).isEqualTo(later);
    assertThat(intake.content(waiting.get(1))).asString(StandardCharsets.UTF_8).isEqualTo("b");
    assertThat(waiting).extracting(Receipt::receivedAt).startsWith(whole.receivedAt());
  }

  private Receipt decide(Receipt receipt, Receipt.State state, String organisation) {
    return database.write(tx -> receipts.decide(tx, receipt, state, "because", organisation));
  }

  private Optional<Receipt> find(String id) {
    return database.read(tx -> receipts.find(tx, id));
  }

  private long waiting() {
    return database.read(tx -> receipts.count(tx, Receipt.State.RECEIVED));
  }

  private List<Path> spool() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("store/spool"))) {
      return files.toList();
    }
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
