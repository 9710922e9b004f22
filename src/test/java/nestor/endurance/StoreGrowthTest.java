package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Store of organisations that have no new documents for a month: each is evaluated every day, and
 * the store hardly grows. {@code -Dgrowth.organisations=…} and {@code -Dgrowth.days=…} for another
 * size; the clock is moved, and no test sleeps.
 */
class StoreGrowthTest {
  /** As much as the shipped rulebook says to the example bank: 17 KB. */
  private static final int LINES = 200;

  @TempDir Path folder;

  @Test
  void unchangedOrganisationsAreNotKeptAnew() throws IOException {
    assertThat(grow(50, 5)).isLessThan(0.10);
  }

  @Test
  @Tag("endurance")
  void aMonthOfUnchangedOrganisationsHardlyMakesTheStoreGrow() throws IOException {
    double growth =
        grow(
            Integer.getInteger("growth.organisations", 1_000),
            Integer.getInteger("growth.days", 30));
    assertThat(growth).isLessThan(0.10);
  }

  /** By how much of its size the store has grown after so many days. */
  private double grow(int organisations, int days) throws IOException {
    Path file = folder.resolve("desk/store/nestor.mv.db");
    StubEngineServer server = new StubEngineServer(folder.resolve("desk"));
    server.lines = LINES;
    server.mostWaiting = organisations + 1;
    server.open();
    LocalDate first = LocalDate.now(ZoneOffset.UTC);
    for (int i = 0; i < organisations; i++) {
      receive(server, "org-" + i);
    }
    advisedOn(server, first, organisations);
    server.close();
    long lay = Files.size(file);
    long before = compacted(file);
    long begun = System.nanoTime();
    server.open();
    for (int day = 1; day <= days; day++) {
      LocalDate date = first.plusDays(day);
      Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
      server.clock.set(Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), noon)));
      advisedOn(server, date, organisations);
    }
    assertThat(count(server, "select count(*) as n from advisories")).isEqualTo(organisations);
    assertThat(
            count(
                server,
                "select count(*) as n from confirmations where confirmed_on = ?",
                first.plusDays(days)))
        .isEqualTo(organisations);
    server.close();
    long lies = Files.size(file);
    long after = compacted(file);
    double growth = (double) (after - before) / before;
    System.out.printf(
        Locale.ROOT,
        "%d organisations, %d days unchanged: store %.1f MB, afterwards %.1f MB (%+.1f %%), %d s;"
            + " as it lay at the stops %.1f MB, %.1f MB%n",
        organisations,
        days,
        before / 1e6,
        after / 1e6,
        100 * growth,
        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
        lay / 1e6,
        lies / 1e6);
    return growth;
  }

  /** What the store takes without the room that the database keeps to write in, in bytes. */
  private long compacted(Path file) throws IOException {
    Path copy = folder.resolve("compacted.mv.db");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("compacted"), "nestor", "");
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown compact");
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return Files.size(copy);
  }

  private static void receive(StubEngineServer server, String organisation) throws IOException {
    String content = "{\"backups\": [{\"system\": \"mail\", \"lastRun\": \"2026-01-01\"}]}";
    server
        .repositories()
        .intake()
        .receive(
            organisation + ".json",
            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
            organisation);
  }

  private static void advisedOn(StubEngineServer server, LocalDate day, int organisations) {
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(60 + organisations / 5))
        .until(
            () ->
                count(
                        server,
                        "select count(*) as n from organisations where advised_on = ?"
                            + " and due_since is null",
                        day)
                    == organisations);
  }

  private static long count(StubEngineServer server, String query, Object... values) {
    return server
        .repositories()
        .database()
        .read(tx -> tx.first(query, row -> row.number("n"), values))
        .orElseThrow();
  }
}
