package nestor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
  @TempDir Path home;

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    try (Database database = open()) {
      database.change(tx -> insert(tx, "acme"));
    }
    try (Database database = open()) {
      Optional<Instant> kept =
          database.read(
              tx ->
                  tx.first(
                      "select last_document_at from organisations where id = ?",
                      row -> row.instant("last_document_at"),
                      "acme"));
      assertThat(kept).contains(NOW);
    }
  }

  @Test
  void workThatFailsLeavesNothingBehind() {
    try (Database database = open()) {
      assertThatThrownBy(
              () ->
                  database.change(
                      tx -> {
                        insert(tx, "acme");
                        throw new IllegalStateException("half way");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(count(database)).isZero();
    }
  }

  @Test
  void aRefusedValueIsToldFromAStoreInTrouble() {
    try (Database database = open()) {
      database.change(tx -> insert(tx, "acme"));
      assertThatThrownBy(() -> database.change(tx -> insert(tx, "acme")))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isTrue());
      assertThatThrownBy(() -> database.change(tx -> insert(tx, "x".repeat(300))))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isTrue());
    }
    Database closed = open();
    closed.close();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> closed.change(tx -> insert(tx, "beta")))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isFalse());
    }
    // Nor did trying open it again behind the back of its next owner.
    open().close();
  }

  @Test
  void aHomeThatIsOpenIsNotOpenedTwice() {
    try (Database database = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(HomeInUseException.class)
          .hasMessageContaining("choose another folder with --home");
      assertThat(count(database)).isZero();
    }
    open().close();
  }

  /** Again, where it was written to meanwhile: the copy would be of several moments. */
  private static void copyAtOneMoment(Path file, Path copy) throws IOException {
    FileTime before;
    do {
      before = Files.getLastModifiedTime(file);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    } while (!Files.getLastModifiedTime(file).equals(before));
  }

  @Test
  @Tag("kill")
  void whatWasUnderWayWhenAProcessDiedIsUndoneAltogether() throws Exception {
    int threads = 4;
    int rounds = 25;
    try (Database database = open()) {
      AtomicBoolean over = new AtomicBoolean();
      ExecutorService writers = Executors.newFixedThreadPool(threads);
      for (int writer = 0; writer < threads; writer++) {
        String name = "w" + writer + "-";
        writers.execute(
            () -> {
              for (int i = 0; !over.get(); i++) {
                String id = name + i;
                database.writeAhead(
                    tx -> {
                      insert(tx, id);
                      insert(tx, id + "-too");
                      return true;
                    });
              }
            });
      }
      for (int round = 0; round < rounds; round++) {
        database.force(database.openings());
        // What a kill would leave at this moment.
        Path dead = Files.createDirectory(home.resolve("dead" + round));
        copyAtOneMoment(home.resolve("store/nestor.mv.db"), dead.resolve("nestor.mv.db"));
      }
      over.set(true);
      writers.shutdown();
      assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    for (int round = 0; round < rounds; round++) {
      Path dead = home.resolve("dead" + round).resolve("nestor");
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:h2:file:" + dead + ";LOCK_TIMEOUT=100", "nestor", "");
          Statement statement = connection.createStatement()) {
        Set<String> ids = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("select id from organisations")) {
          while (rows.next()) {
            ids.add(rows.getString(1));
          }
        }
        for (int writer = 0; writer < threads; writer++) {
          int next = 0;
          while (ids.contains("w" + writer + "-" + next)) {
            assertThat(ids).contains("w" + writer + "-" + next + "-too");
            next++;
          }
          assertThat(ids).doesNotContain("w" + writer + "-" + next + "-too");
          // Nothing of what is undone stands in the way of doing it again.
          for (int i = next; i < next + 20; i++) {
            statement.executeUpdate(
                "insert into organisations (id, revision, last_document_at, advised_revision) values"
                    + " ('w%d-%d', 1, now(), 0)".formatted(writer, i));
          }
        }
      }
    }
  }

  @Test
  void whoeverReliesOnWhatAnOpeningAnewMayHaveUndoneIsTold() {
    try (Database database = open()) {
      database.change(tx -> insert(tx, "safe"));
      int since = database.openings();
      database.writeAhead(tx -> insert(tx, "first"));
      assertThatThrownBy(() -> database.change(tx -> tx.update("shutdown immediately")))
          .isInstanceOf(StoreException.class);
      database.writeAhead(tx -> insert(tx, "second"));

      assertThatThrownBy(() -> database.force(since))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("what was not safe is done again");
      database.force(database.openings());
      assertThat(ids(database)).containsExactlyInAnyOrder("safe", "second");
    }
  }

  @Test
  void aFullDiskUndoesWhatWasNotSafeAndOnceThereIsRoomAllGoesOn() throws Exception {
    assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", home.toString()),
        "a disk of its own needs the right to mount");
    try (Database database = open()) {
      AtomicInteger anew = new AtomicInteger();
      database.onOpenedAnew(anew::incrementAndGet);
      database.change(tx -> insert(tx, "safe"));
      Path filler = home.resolve("filler");
      try (OutputStream out = Files.newOutputStream(filler)) {
        byte[] much = new byte[4096];
        assertThatThrownBy(
                () -> {
                  while (true) {
                    out.write(much);
                  }
                })
            .hasMessageContaining("No space");
      }
      for (int i = 0; i < 4; i++) {
        String id = "lost-" + i + "-" + "x".repeat(200);
        assertThatThrownBy(
                () ->
                    database.change(
                        tx -> {
                          for (int row = 0; row < 500; row++) {
                            insert(tx, id + row);
                          }
                        }))
            .isInstanceOf(StoreException.class);
      }
      Files.delete(filler);

      database.change(tx -> insert(tx, "after"));
      assertThat(anew).hasPositiveValue();
      assertThat(ids(database)).containsExactlyInAnyOrder("safe", "after");
    } finally {
      command("umount", "-l", home.toString());
    }
  }

  private static boolean command(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aFileIsReplacedWholeAndNeverMovedOverAnother() throws IOException {
    Path file = home.resolve("a.json");
    DurableFiles.write(file, new byte[] {1});
    DurableFiles.write(file, new byte[] {2, 3});
    assertThat(file).hasBinaryContent(new byte[] {2, 3});

    Path other = Files.write(home.resolve("b.json"), new byte[] {4});
    assertThatThrownBy(() -> DurableFiles.move(other, file))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    assertThat(file).hasBinaryContent(new byte[] {2, 3});
    assertThat(other).exists();
  }

  private Database open() {
    return Database.open(home.resolve("store"));
  }

  private static int insert(Transaction tx, String id) {
    return tx.update(
        "insert into organisations (id, revision, last_document_at, advised_revision)"
            + " values (?, 1, ?, 0)",
        id,
        NOW);
  }

  private static List<String> ids(Database database) {
    return database.read(tx -> tx.query("select id from organisations", row -> row.text("id")));
  }

  private static long count(Database database) {
    return database
        .read(tx -> tx.first("select count(*) as n from organisations", row -> row.number("n")))
        .orElseThrow();
  }
}
