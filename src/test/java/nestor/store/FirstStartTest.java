package nestor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first start that was cut off is a first start again, wherever it was cut. */
class FirstStartTest {
  @TempDir Path home;
  private Path store;
  private Path aside;

  @BeforeEach
  void name() {
    store = home.resolve("store");
    aside = store.resolve("being-made");
  }

  @Test
  @Tag("kill")
  void nothingLiesUnderTheNameOfAStoreBeforeItIsWhole() throws IOException {
    Database.open(store).close();
    byte[] whole = Files.readAllBytes(store.resolve("nestor.mv.db"));

    for (int length = 0; length <= whole.length; length += 4_096) {
      Path cut = home.resolve("cut-" + length).resolve("store");
      Files.createDirectories(cut.resolve("being-made"));
      Files.write(cut.resolve("being-made/nestor.mv.db"), Arrays.copyOf(whole, length));
      isAFirstStart(cut);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSchemaThatIsHalfMadeIsMadeAnew(int version) throws IOException, SQLException {
    Files.createDirectories(aside);
    String url = "jdbc:h2:file:" + aside.toAbsolutePath().resolve("nestor");
    Flyway.configure()
        .dataSource(url, "nestor", "")
        .locations("classpath:nestor/store")
        .target(Integer.toString(version))
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(url, "nestor", "");
        Statement statement = connection.createStatement()) {
      // Of the next version a part, which the history does not know.
      statement.execute("create table half (id varchar(40))");
      statement.execute("shutdown");
    }

    isAFirstStart(store);
  }

  @Test
  void aStoreThatWasMadeButNotPutUnderItsNameIsMadeAnew() throws IOException {
    Database.open(store).close();
    Files.createDirectories(aside);
    Files.move(store.resolve("nestor.mv.db"), aside.resolve("nestor.mv.db"));
    Files.writeString(aside.resolve("nestor.trace.db"), "left");

    isAFirstStart(store);
  }

  @Test
  void aFileInWhichNothingWasWrittenYetIsNoStore() throws IOException {
    Files.createDirectories(store);
    Files.createFile(store.resolve("nestor.mv.db"));

    isAFirstStart(store);
  }

  @Test
  void whatWasLeftAsideDoesNotTouchAStoreThatIsThere() throws IOException {
    try (Database whole = Database.open(store)) {
      whole.change(FirstStartTest::organisation);
    }
    Files.createDirectories(aside);
    Files.writeString(aside.resolve("nestor.mv.db"), "half");

    try (Database again = Database.open(store)) {
      assertThat(organisations(again)).isEqualTo(1);
    }
    assertThat(aside).doesNotExist();
  }

  private static void isAFirstStart(Path store) {
    try (Database first = Database.open(store)) {
      assertThat(organisations(first)).isZero();
      first.change(FirstStartTest::organisation);
    }
    try (Database again = Database.open(store)) {
      assertThat(organisations(again)).isEqualTo(1);
    }
    assertThat(store.resolve("being-made")).doesNotExist();
  }

  private static void organisation(Transaction tx) {
    tx.update(
        "insert into organisations (id, revision, last_document_at, advised_revision)"
            + " values ('acme', 1, now(), 0)");
  }

  private static long organisations(Database database) {
    return database
        .read(tx -> tx.first("select count(*) as n from organisations", row -> row.number("n")))
        .orElseThrow();
  }
}
