package nestor.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.server.pipeline.ConsoleReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@SuppressWarnings("try") // Logs are closed, and need not be named.
class FileLoggingTest {
  private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  [main] Desk: all is well";

  @TempDir Path folder;

  @Test
  void nothingThatCameFromOutsidePassesForALineOfItsOwn() throws Exception {
    String hostile = "a\r\n" + FORGED + "\u2028" + FORGED + "\u001b[2J\u0085\0";
    try (AutoCloseable logs = FileLogging.into(folder)) {
      LoggerFactory.getLogger(FileLoggingTest.class)
          .error("{} met {}", hostile, "a fault", new IllegalStateException(hostile));
    }
    String log = Files.readString(folder.resolve("nestor.log"));

    assertThat(log.lines().filter(line -> line.startsWith("2026-01-01"))).isEmpty();
    assertThat(log.lines().filter(line -> !line.startsWith(" "))).hasSize(1);
    assertThat(log)
        .contains("ERROR", "a fault", "\tat nestor.logging.FileLoggingTest.")
        .doesNotContain("\u001b", "\r", "\u2028", "\u0085", "\0");
  }

  @Test
  void whatTheConsoleTellsOfPersonsIsNotInTheLog() throws Exception {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    try (AutoCloseable logs = FileLogging.into(folder)) {
      ConsoleReporter server =
          new ConsoleReporter(new PrintStream(console, true, StandardCharsets.UTF_8));
      server.report("mail", "ada.lovelace@acme.example sent 2 files");
      server.report(
          "quarantined", "acme.json: executives[0].name: 'Ada O'Hara' holds a character; type it");
    }
    String log = Files.readString(folder.resolve("nestor.log"));

    assertThat(console.toString(StandardCharsets.UTF_8)).contains("ada.lovelace@", "Ada O'Hara");
    assertThat(log)
        .contains("…@acme.example sent 2 files", "executives[0].name: '…' holds a character")
        .doesNotContain("ada", "Ada", "Hara");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Ada' in its name is not an organisation's id | '…' in its name is not an organisation's id",
        "the organisation's id is 'Ada L' here | the organisation's id is '…' here",
        "to a@x.example, b@y.example | to …@x.example, …@y.example",
        "Ada <a.l@x.example> | Ada <…@x.example>"
      })
  void quotationsAreToldFromApostrophes(String line, String logged) {
    assertThat(List.of(ConsoleReporter.withoutPersons(line))).containsExactly(logged);
  }
}
