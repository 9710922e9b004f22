package nestor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
  @TempDir Path home;

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    try (Store store = open()) {
      store.change(tx -> insert(tx, "acme"));
    }
    try (Store store = open()) {
      Optional<Instant> kept =
          store.read(
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
    try (Store store = open()) {
      assertThatThrownBy(
              () ->
                  store.change(
                      tx -> {
                        insert(tx, "acme");
                        throw new IllegalStateException("half way");
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(count(store)).isZero();
    }
  }

  @Test
  void aRefusedValueIsToldFromAStoreInTrouble() {
    try (Store store = open()) {
      store.change(tx -> insert(tx, "acme"));
      assertThatThrownBy(() -> store.change(tx -> insert(tx, "acme")))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isTrue());
      assertThatThrownBy(() -> store.change(tx -> insert(tx, "x".repeat(300))))
          .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isTrue());
    }
    Store closed = open();
    closed.close();
    assertThatThrownBy(() -> closed.change(tx -> insert(tx, "beta")))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.refused()).isFalse());
  }

  @Test
  void aHomeThatIsOpenIsNotOpenedTwice() {
    try (Store store = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(HomeInUseException.class)
          .hasMessageContaining("choose another folder with --home");
      assertThat(count(store)).isZero();
    }
    open().close();
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

  private Store open() {
    return Store.open(home.resolve("store"));
  }

  private static void insert(Transaction tx, String id) {
    tx.update(
        "insert into organisations (id, revision, last_document_at, advised_revision)"
            + " values (?, 1, ?, 0)",
        id,
        NOW);
  }

  private static long count(Store store) {
    return store
        .read(tx -> tx.first("select count(*) as n from organisations", row -> row.number("n")))
        .orElseThrow();
  }
}
