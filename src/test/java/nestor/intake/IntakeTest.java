package nestor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
  void onlyRegularFilesAreTaken() throws IOException {
    Path secret = Files.writeString(home.resolve("secret"), "x");
    Path link = Files.createSymbolicLink(home.resolve("link.json"), secret);

    assertThatThrownBy(() -> intake.receive(link, null)).hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> intake.receive(Files.createDirectory(home.resolve("d.json")), null))
        .hasMessageContaining("not a regular file");
    assertThat(secret).exists();
    assertThat(spool()).isEmpty();
  }

  @Test
  void noFolderOnTheWayToAFileMayBeALink() throws IOException {
    Path inbox = Files.createDirectory(home.resolve("inbox"));
    Path outside = Files.createDirectory(home.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("x.json"), "{}");
    Files.createSymbolicLink(inbox.resolve("acme"), outside);
    Files.createDirectories(inbox.resolve("beta/deep"));
    Files.createSymbolicLink(inbox.resolve("beta/deep/link"), home.resolve("store"));
    Files.createSymbolicLink(inbox.resolve("up"), Path.of(".."));

    refuses(inbox, "acme/x.json", "is a link or no folder");
    refuses(inbox, "beta/deep/link/nestor.mv.db", "is a link or no folder");
    refuses(inbox, "up/outside/x.json", "is a link or no folder");
    refuses(inbox, "../outside/x.json", "does not lie in");
    assertThat(secret).exists();
    assertThat(home.resolve("store/nestor.mv.db")).exists();
  }

  @Test
  void norIsAnythingTakenOutOfNestorsOwnFolders() throws IOException {
    Path archived = home.resolve("archive/acme/x.json");
    Files.createDirectories(archived.getParent());
    Files.writeString(archived, "{}");
    Path root = Files.createSymbolicLink(home.resolve("inbox"), home);

    refuses(root, "store/nestor.mv.db", "a folder of Nestor's own");
    Files.delete(root);
    Files.createSymbolicLink(root, archived.getParent().getParent());
    refuses(root, "note.txt", "a folder of Nestor's own");
    assertThat(archived).exists();
  }

  @Test
  void whereFoldersCannotBeHeldOpenTheirRealPathDecides() throws IOException {
    Path inbox = Files.createDirectories(home.resolve("inbox"));
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.createSymbolicLink(inbox.resolve("acme"), outside);
    Path good = Files.createDirectory(inbox.resolve("beta"));
    Files.writeString(good.resolve("x.json"), "{}");

    assertThatThrownBy(() -> SecureFolder.checked(inbox, inbox.resolve("acme"), List.of()))
        .hasMessageContaining("a link on the way");
    assertThatThrownBy(() -> SecureFolder.checked(inbox, good, List.of(good)))
        .hasMessageContaining("Nestor's own");
    try (SecureFolder folder = SecureFolder.checked(inbox, good, List.of())) {
      folder.moveTo(Path.of("x.json"), home.resolve("taken"));
      Files.move(good, inbox.resolve("gone"));
      Files.createSymbolicLink(good, outside);
      assertThatThrownBy(() -> folder.moveBack(home.resolve("taken"), Path.of("x.json")))
          .hasMessageContaining("a link on the way");
    }
    assertThat(home.resolve("taken")).exists();
  }

  private void refuses(Path root, String file, String why) {
    List<IOException> refused = new ArrayList<>();
    Intake.Placed placed = new Intake.Placed(root, root.resolve(file), null);
    assertThat(intake.receive(List.of(placed), (path, failure) -> refused.add(failure))).isEmpty();
    assertThat(refused).singleElement().asString().contains(why);
  }

  @Test
  void aHardLinkChangesNothingOfWhatIsKept() throws IOException {
    Path outside = Files.writeString(home.resolve("outside.json"), "{\"a\": 1}");
    Files.createLink(home.resolve("acme.json"), outside);
    Receipt receipt = intake.receive(home.resolve("acme.json"), null);
    Files.writeString(outside, "{\"executives\": []}");

    assertThat(intake.content(receipt)).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\": 1}");
    Receipt decided = decide(receipt, Receipt.State.ACCEPTED, "acme");
    intake.putAway(decided);
    Files.writeString(outside, "more");
    assertThat(home.resolve(decided.path())).hasContent("{\"a\": 1}");
  }

  @Test
  void whatASenderGoesOnWritingIsTakenWholeOnceItStandsStill() throws IOException {
    Path file = home.resolve("acme.csv");
    Receipt first;
    try (OutputStream sender = Files.newOutputStream(file)) {
      sender.write("system\nmail\n".getBytes(StandardCharsets.UTF_8));
      first = intake.receive(file, "acme");
      sender.write("crm\n".getBytes(StandardCharsets.UTF_8));
      assertThat(continued(0)).as("not still yet").isEmpty();
      sender.write("erp\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(continued(1)).isEmpty();
    assertThat(continued(2)).as("it has to stand still for a while").isEmpty();

    Receipt whole = continued(4).get(0);
    assertThat(intake.content(first)).asString(StandardCharsets.UTF_8).isEqualTo("system\nmail\n");
    assertThat(intake.content(whole))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("system\nmail\ncrm\nerp\n");
    assertThat(whole.name()).isEqualTo("acme.csv");
    assertThat(whole.placedFor()).isEqualTo("acme");
    assertThat(whole.id()).isGreaterThan(first.id());
    assertThat(continued(10)).as("once").isEmpty();
    assertThat(continued(700)).isEmpty();
    assertThat(home.resolve("store/taken")).isEmptyDirectory();
  }

  private List<Receipt> continued(long second) throws IOException {
    long now = System.nanoTime() + second * 1_000_000_000L;
    return intake.receiveContinued(now, (path, failure) -> assertThat(failure).isNull());
  }

  @Test
  void whatWasWrittenOnWhileNobodyWatchedIsTakenAfterTheNextStart() throws IOException {
    Path file = home.resolve("acme.json");
    try (OutputStream sender = Files.newOutputStream(file)) {
      sender.write('{');
      intake.receive(file, null);
      sender.write('}');
    }
    intake = new Intake(home, database, receipts, CLOCK);
    assertThat(intake.recover()).isEmpty();
    continued(0);
    assertThat(continued(3))
        .singleElement()
        .satisfies(
            whole ->
                assertThat(intake.content(whole)).asString(StandardCharsets.UTF_8).isEqualTo("{}"));
  }

  @Test
  void whatWasTakenButNotCopiedBeforeACrashGetsItsReceipt() throws IOException {
    Path original = home.resolve("store/taken/20261121-101530-001-abcdef@acme@a.json");
    Files.writeString(original, "{}");
    Files.writeString(home.resolve("store/spool/.20261121-101530-001-abcdef.part"), "{");

    assertThat(intake.recover())
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.placedFor()).isEqualTo("acme");
              assertThat(intake.content(receipt)).asString().isEqualTo("{}");
            });
    assertThat(intake.recover()).as("only once").isEmpty();
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
