package nestor.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nestor.cli.Main;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import nestor.server.pipeline.Repositories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A copy of a home that a server works in, and a home made of it. */
@Tag("server")
class BackupTest {
  private @TempDir Path folder;

  @Test
  void aBackupOfAServerAtWorkIsAHomeInWhichAllGoesOn() throws IOException {
    Path file = folder.resolve("desk.zip");
    Path home = folder.resolve("restored");
    try (StubEngineServer server = new StubEngineServer(folder.resolve("desk")).open()) {
      for (int i = 0; i < 60; i++) {
        server.drop(
            "org-" + i + ".json", i % 10 == 9 ? "[" : "{\"systems\": [{\"name\": \"erp\"}]}");
      }
      await().until(() -> server.lines("accepted").size() > 10);
      assertThat(run("backup", file.toString(), "--home", server.home.toString()))
          .contains("desk.zip: ", " files and the store, ");
      assertThat(folder.toFile().list()).hasSize(2);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      await().until(() -> server.lines("advised").size() == 54);
    }
    assertThat(run("restore", file.toString(), "--home", home.toString()))
        .contains("restored is as it was at ");

    int kept;
    try (Repositories repositories = Repositories.open(home, Clock.systemUTC())) {
      repositories.intake().recover();
      kept =
          repositories
              .database()
              .read(tx -> tx.first("select count(*) as n from receipts", row -> row.number("n")))
              .orElseThrow()
              .intValue();
    }
    assertThat(kept).isGreaterThan(10);
    try (StubEngineServer server = new StubEngineServer(home).open()) {
      await()
          .untilAsserted(
              () -> {
                assertThat(count(server, Receipt.State.RECEIVED)).isZero();
                assertThat(server.files("store/spool")).isEmpty();
                assertThat(server.files("outbox"))
                    .hasSize(2 * (int) count(server, Receipt.State.ACCEPTED));
              });
      assertThat(server.files("archive")).hasSize((int) count(server, Receipt.State.ACCEPTED));
      assertThat(server.files("quarantine"))
          .hasSize(2 * (int) count(server, Receipt.State.QUARANTINED));
      assertThat(count(server, Receipt.State.ACCEPTED) + count(server, Receipt.State.QUARANTINED))
          .isEqualTo(kept);
      assertThat(server.lines("trouble")).isEmpty();
    }
  }

  @Test
  void aDocumentThatIsNotWhatArrivedIsToldByBackupAndRestore() throws IOException {
    Path file = folder.resolve("desk.zip");
    try (StubEngineServer server = new StubEngineServer(folder.resolve("desk")).open()) {
      server.drop("acme.json", "{\"systems\": [{\"name\": \"erp\"}]}");
      server.drop("beta.json", "{\"systems\": [{\"name\": \"crm\"}]}");
      await().until(() -> server.files("archive").size() == 2);
      Path changed = server.files("archive/acme").get(0);
      Files.writeString(changed, "{}");
      String told = "archive/acme/" + changed.getFileName() + " is gone or not what arrived";
      assertThat(run("backup", file.toString(), "--home", server.home.toString()))
          .contains(told)
          .doesNotContain("archive/beta");
      Path home = folder.resolve("restored");
      assertThat(run("restore", file.toString(), "--home", home.toString()))
          .contains(told)
          .doesNotContain("archive/beta");
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path home = folder.resolve("desk");
    new StubEngineServer(home).open().close();
    Path file = folder.resolve("desk.zip");
    run("backup", file.toString(), "--home", home.toString());

    assertThat(run("backup", file.toString(), "--home", home.toString()))
        .contains("desk.zip is there already; name another file");
    assertThat(run("restore", file.toString(), "--home", home.toString()))
        .contains("desk is not empty, and nothing in it is overwritten; move it away first, or");
    assertThat(run("backup", folder.resolve("no/desk.zip").toString(), "--home", home.toString()))
        .contains("no is no folder; make it, or name another file");
  }

  @Test
  void whatIsNoBackupMakesNoHome() throws IOException {
    Path home = folder.resolve("desk");
    Path text = Files.writeString(folder.resolve("a.zip"), "hello");
    Path outside = folder.resolve("b.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(outside))) {
      zip.putNextEntry(new ZipEntry("../../escaped"));
      zip.write("x".getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : List.of(text, outside, folder.resolve("absent.zip"))) {
      assertThat(run("restore", file.toString(), "--home", home.toString()))
          .startsWith(file.toString())
          .doesNotContain("\tat ");
      assertThat(home).doesNotExist();
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.zip", "b.zip");
  }

  private static long count(StubEngineServer server, Receipt.State state) {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().receipts().count(tx, state));
  }

  private static String run(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(said, true));
    line.setOut(new PrintWriter(said, true));
    line.execute(arguments);
    return said.toString();
  }
}
