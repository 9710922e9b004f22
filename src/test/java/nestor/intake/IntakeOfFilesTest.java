package nestor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nestor.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are taken from where they were put, whoever still writes them or leads elsewhere. */
class IntakeOfFilesTest {
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

  private Receipt decide(Receipt receipt, Receipt.State state, String organisation) {
    return database.write(tx -> receipts.decide(tx, receipt, state, "because", organisation));
  }

  private List<Path> spool() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("store/spool"))) {
      return files.toList();
    }
  }
}
