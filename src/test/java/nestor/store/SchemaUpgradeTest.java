package nestor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stores as each former schema left them, kept in {@code src/test/resources/store}, are opened and
 * hold what they held. {@code -Dfixtures=make} keeps one of the newest schema, to be done when it
 * is released.
 */
class SchemaUpgradeTest {
  private static final Path KEPT = Path.of("src/test/resources/store");
  private static final Path MIGRATIONS = Path.of("src/main/resources/nestor/store");

  /** What each schema could hold when it was the newest. */
  private static final Map<Integer, List<String>> ROWS =
      new TreeMap<>(
          Map.of(
              1,
              List.of(
                  "insert into receipts (id, name, placed_for, sha256, size_bytes, received_at,"
                      + " state, reason, organisation, path) values"
                      + " ('20261121-101530-123-abcdef', 'acme.json', 'acme', 'ab', 2, now(),"
                      + " 'accepted', null, 'acme', 'archive/acme/20261121-101530-123-abcdef-acme.json')",
                  "insert into organisations (id, revision, last_document_at, due_since,"
                      + " advised_revision, advised_on, advised_rulebook) values"
                      + " ('acme', 3, now(), now(), 2, date '2026-11-21', 'r1')",
                  "insert into sections (organisation, section, entries, document, received_at,"
                      + " sha256, receipt) values ('acme', 'backups', '[]', 'acme.json', now(),"
                      + " 'ab', '20261121-101530-123-abcdef')",
                  "insert into section_history (organisation, section, entries, document,"
                      + " received_at, sha256, receipt, replaced_by) values ('acme', 'backups',"
                      + " '[{}]', 'old.json', now(), 'aa', '20261120-101530-123-abcdef',"
                      + " '20261121-101530-123-abcdef')",
                  "insert into advisories (id, organisation, as_of, rulebook, content, created_at)"
                      + " values ('a1', 'acme', date '2026-11-21', 'r1', '{}', now())",
                  "insert into dispatches (organisation, advisory, channel, format, target, state,"
                      + " attempts, next_attempt_at) values ('acme', 'a1', 'outbox', 'json',"
                      + " 'outbox/acme/a1.json', 'pending', 0, now())"),
              2,
              List.of(
                  "insert into mails (id, received_at, size_bytes, whole, state, sender) values"
                      + " ('m1', now(), 10, 1, 'done', 'cio@acme.example')",
                  "insert into mail_documents (mail, part, name, receipt) values ('m1', 1,"
                      + " 'acme.json', '20261121-101530-123-abcdef')",
                  "insert into letters (id, kind, organisation, advisory, message_id, promised_at,"
                      + " state, attempts, next_attempt_at) values ('l1', 'advisory', 'acme', 'a1',"
                      + " '<l1@nestor>', now(), 'pending', 1, now())",
                  "insert into letter_recipients (letter, address, state) values ('l1',"
                      + " 'ceo@acme.example', 'pending')"),
              3,
              List.of(
                  "insert into tokens (id, sha256, organisation, name, created_at) values ('t1',"
                      + " 'cd', 'acme', 'export', now())"),
              4,
              List.of(
                  "insert into advisory_sections (organisation, advisory, section, receipt) values"
                      + " ('acme', 'a1', 'backups', '20261121-101530-123-abcdef')"),
              6,
              List.of(
                  "insert into confirmations (organisation, advisory, confirmed_on, rulebook) values"
                      + " ('acme', 'a1', date '2026-11-30', 'r2')",
                  "insert into repetitions (organisation, advisory, as_of) values ('acme', 'a1',"
                      + " date '2026-11-21')"),
              10,
              List.of(
                  "insert into letter_numbers (letter, number, rule) values ('l1', 1,"
                      + " 'delegation/too-many-reports')")));

  /** What tables are called now that had another name. */
  private static final Map<String, String> PRESENT =
      Map.of("sections", "statements", "advisory_sections", "advisory_statements");

  @TempDir Path folder;

  static Stream<Integer> releasedSchemas() throws IOException {
    // The present one, too: once another follows, it is a former one.
    return IntStream.rangeClosed(1, newest()).boxed();
  }

  @ParameterizedTest
  @MethodSource("releasedSchemas")
  void aStoreOfAReleasedSchemaIsBroughtUpToDateWithAllThatItHolds(int version) throws Exception {
    Path kept = KEPT.resolve("V" + version + ".mv.db.gz");
    assertThat(kept).as("a store that the schema of that time made; see above").exists();
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(kept))) {
      Files.createDirectories(folder.resolve("store"));
      Files.copy(in, folder.resolve("store/nestor.mv.db"));
    }
    try (Database database = Database.open(folder.resolve("store"))) {
      for (Map.Entry<Integer, List<String>> rows : ROWS.entrySet()) {
        for (String row : rows.getValue()) {
          String table = PRESENT.getOrDefault(row.split(" ")[2], row.split(" ")[2]);
          long held =
              database
                  .read(tx -> tx.first("select count(*) as n from " + table, r -> r.number("n")))
                  .orElseThrow();
          assertThat(held).as(table).isEqualTo(rows.getKey() <= version ? 1 : 0);
        }
      }
      Optional<String> entries =
          database.read(
              tx ->
                  tx.first(
                      "select s.entries from statements s join receipts r on r.id = s.receipt"
                          + " where r.state = 'accepted' and s.source = 'people'",
                      r -> r.text("entries")));
      assertThat(entries).contains("[]");
    }
  }

  @Test
  void anUpgradeThatWasCutOffGoesOnAndOldRepetitionsAreFound() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    make(store, 5);
    String advisory =
        "insert into advisories (id, organisation, as_of, rulebook, content, created_at, previous)"
            + " values ('%s', 'acme', date '2026-11-22', 'r1', '{}', now(), %s)";
    String dispatch =
        "insert into dispatches (organisation, advisory, channel, format, target, state, attempts,"
            + " next_attempt_at) values ('acme', 'a3', 'outbox', 'json', 'x', 'sent', 1, now())";
    execute(
        store,
        advisory.formatted("a2", "'a1'"),
        advisory.formatted("a3", "'a2'"),
        dispatch,
        "shutdown");
    for (String cut : Files.readString(MIGRATIONS.resolve("V6__growth.sql")).split(";\n")) {
      // As far as that, and then begun again.
      if (!cut.isBlank()) {
        execute(store, cut, "shutdown");
      }
    }
    try (Database again = Database.open(store)) {
      List<String> repetitions =
          again.read(tx -> tx.query("select advisory from repetitions", r -> r.text("advisory")));
      assertThat(repetitions).containsExactly("a2");
    }
  }

  @Test
  void anUpgradeToSourcesThatWasCutOffGoesOnWithAllStatements() throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    make(store, 7);
    for (String cut : Files.readString(MIGRATIONS.resolve("V8__sources.sql")).split(";\n")) {
      if (!cut.isBlank()) {
        execute(store, cut, "shutdown");
      }
    }
    try (Database again = Database.open(store)) {
      List<String> statements =
          again.read(
              tx ->
                  tx.query(
                      "select s.section, s.source from statements s join advisory_statements a on"
                          + " a.receipt = s.receipt",
                      r -> r.text("section") + " of " + r.text("source")));
      assertThat(statements).containsExactly("backups of people");
    }
  }

  @Test
  void aStoreOfANewerSchemaIsRefusedAndStaysAsItIs() throws Exception {
    Path store = folder.resolve("store");
    Database.open(store).close();
    execute(
        store,
        "insert into \"flyway_schema_history\" select 99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
            + " 'x', now(), 1, true",
        "shutdown");

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Database.open(store))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(
              "its schema is version 99, which a newer Nestor made; start that one");
    }
  }

  @Test
  void theNewestSchemaCanBeKept() throws Exception {
    int version = newest();
    Path store = Files.createDirectory(folder.resolve("store"));
    make(store, version);
    if (System.getProperty("fixtures", "").equals("make")) {
      Files.createDirectories(KEPT);
      for (int former = 1; former <= version; former++) {
        Path kept = KEPT.resolve("V" + former + ".mv.db.gz");
        if (!Files.exists(kept)) {
          Path made = Files.createDirectory(folder.resolve("V" + former));
          make(made, former);
          try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(kept))) {
            Files.copy(made.resolve("nestor.mv.db"), out);
          }
        }
      }
    }
    Database.open(store).close();
  }

  private static void make(Path store, int version) throws SQLException {
    for (Map.Entry<Integer, List<String>> rows : ROWS.entrySet()) {
      if (rows.getKey() <= version) {
        migrate(store, rows.getKey());
        execute(store, rows.getValue().toArray(String[]::new));
      }
    }
    migrate(store, version);
    execute(store, "shutdown compact");
  }

  private static void migrate(Path store, int version) {
    Flyway.configure()
        .dataSource(url(store), "nestor", "")
        .locations("classpath:nestor/store")
        .target(Integer.toString(version))
        .load()
        .migrate();
  }

  private static void execute(Path store, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(store), "nestor", "");
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  private static String url(Path store) {
    return "jdbc:h2:file:" + store.toAbsolutePath().resolve("nestor");
  }

  private static int newest() throws IOException {
    try (Stream<Path> migrations = Files.list(MIGRATIONS)) {
      return migrations
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("V"))
          .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .max()
          .orElseThrow();
    }
  }
}
