package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What senders may do to the inbox while it is read, by intent or not. */
@Tag("server")
class InboxTest {
  private static final String GOOD = "{\"backups\": [{\"system\": \"mail\"}]}";

  @TempDir Path folder;
  private StubEngineServer server;
  private Path inbox;

  @BeforeEach
  void aDesk() {
    server = new StubEngineServer(folder.resolve("desk"));
    inbox = server.home.resolve("inbox");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aFolderThatIsSwappedForALinkLeadsNowhere() throws Exception {
    aFolderIsSwapped(1, 300);
  }

  @Test
  @Tag("disk")
  void norDoesItFiftyTimes() throws Exception {
    aFolderIsSwapped(50, 500);
  }

  /** Files keep the route busy; the last one bears the name of one of the target's. */
  private void aFolderIsSwapped(int rounds, int files) throws Exception {
    server.open();
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path archived = Files.createDirectories(server.home.resolve("archive/acme"));
    for (int round = 0; round < rounds; round++) {
      for (Path target : List.of(server.home.resolve("store"), archived, outside)) {
        String victim = target.endsWith("store") ? "nestor.mv.db" : "secret" + round + ".json";
        if (!target.endsWith("store")) {
          Files.writeString(target.resolve(victim), "{}");
        }
        Path made = Files.createDirectory(inbox.resolve(".made"));
        for (int i = 0; i < files; i++) {
          old(Files.writeString(made.resolve("a%05d.json".formatted(i)), "{}"), i);
        }
        old(Files.writeString(made.resolve(victim), "{}"), files);
        Path offered = inbox.resolve("zz");
        Files.move(made, offered);
        Path first = offered.resolve("a00000.json");
        await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> !Files.exists(first));
        Path away = inbox.resolve(".gone");
        Files.move(offered, away);
        Files.createSymbolicLink(offered, target);
        await().until(() -> server.files("store/spool").isEmpty());
        long looks = server.lines("left alone").size();
        assertThat(target.resolve(victim)).as("round %d", round).exists();
        await().until(() -> looks > 0 || !server.lines("left alone").isEmpty());
        assertThat(target.resolve(victim)).as("round %d", round).exists();
        Files.delete(offered);
        for (Path rest : server.files("inbox/.gone")) {
          Files.delete(rest);
        }
        Files.delete(away);
      }
    }
    assertThat(server.files("outbox")).allMatch(file -> file.toString().contains("outbox"));
    server.drop("good.json", GOOD);
    await().until(() -> !server.lines("accepted").isEmpty());
  }

  private static void old(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(9_000 - seconds)));
  }

  @Test
  void aHardLinkChangesNoArchivedDocument() throws IOException {
    server.open();
    Path outside = Files.writeString(folder.resolve("outside.json"), GOOD);
    Files.createLink(inbox.resolve("acme.json"), outside);
    await().until(() -> !server.lines("accepted").isEmpty());
    Files.writeString(outside, "{\"executives\": []}");

    await().until(() -> server.files("store/spool").isEmpty());
    assertThat(server.files("archive/acme"))
        .singleElement()
        .satisfies(file -> assertThat(file).hasContent(GOOD));
  }

  @Test
  void nothingThatASlowWriterWritesIsLost() throws Exception {
    server.open();
    Path file = inbox.resolve("acme.json");
    try (OutputStream slow = Files.newOutputStream(file)) {
      slow.write("{\"backups\": [{\"system\": \"mail\"}".getBytes(StandardCharsets.UTF_8));
      await().until(() -> !server.lines("quarantined").isEmpty());
      slow.write(", {\"system\": \"crm\"}]}".getBytes(StandardCharsets.UTF_8));
    }
    await().until(() -> !server.lines("accepted").isEmpty());

    assertThat(server.lines("once more"))
        .singleElement()
        .asString()
        .contains("acme.json was still being written when it was taken; taken whole now");
    await().until(() -> server.files("store/spool").isEmpty());
    assertThat(server.files("archive/acme"))
        .singleElement()
        .satisfies(
            kept ->
                assertThat(kept)
                    .hasContent("{\"backups\": [{\"system\": \"mail\"}, {\"system\": \"crm\"}]}"));
    assertThat(server.files("quarantine")).hasSize(2);
    assertThat(server.files("quarantine").stream().filter(f -> f.endsWith("acme.json")).toList())
        .singleElement()
        .satisfies(kept -> assertThat(kept).hasContent("{\"backups\": [{\"system\": \"mail\"}"));
  }

  @Test
  void filesAreTakenWhateverTheirNamesAreMadeOf() throws Exception {
    server.open();
    shell(
        "mkdir -p \"$(printf 'acme/B\\374ro')\" 'acme/a\\b'",
        "printf '%s' '" + GOOD + "' > \"$(printf 'acme/M\\374ller.json')\"",
        "printf '%s' '" + GOOD + "' > \"$(printf 'acme/B\\374ro/in.json')\"",
        "printf '%s' '" + GOOD + "' > 'a\\..\\b.json'",
        "printf '%s' '" + GOOD + "' > 'acme/a\\b/c.json'",
        "printf '%s' '" + GOOD + "' > \"$(printf 'acme/line\\nbreak.json')\"",
        "printf '%s' '" + GOOD + "' > \"$(printf 'acme/M\\303\\274nz.json')\"",
        "printf '%s' '" + GOOD + "' > \"$(printf 'acme/\\377\\376\\001.json')\"");
    await().until(() -> server.files("inbox").isEmpty());
    await().until(() -> server.files("store/spool").isEmpty());

    assertThat(receipts())
        .extracting(Receipt::name)
        .containsExactlyInAnyOrder(
            "Müller.json",
            "in.json",
            "b.json",
            "c.json",
            "line_break.json",
            "Münz.json",
            "ÿþ_.json");
    assertThat(receipts())
        .filteredOn(receipt -> !receipt.name().equals("b.json"))
        .extracting(Receipt::placedFor)
        .containsOnly("acme");
    assertThat(receipts()).noneMatch(r -> r.state() == Receipt.State.QUARANTINED);
  }

  @Test
  void soTheyAreByAServerWithoutALocale() throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StubEngineServer.class.getName(),
            server.home.toString());
    command.environment().put("LC_ALL", "C");
    Path said = folder.resolve("said");
    Process process = command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      await().until(() -> Files.readString(said).contains("ready  "));
      shell(
          "mkdir -p \"$(printf 'acme/B\\374ro')\"",
          "printf '%s' '" + GOOD + "' > \"$(printf 'acme/B\\374ro/in.json')\"",
          "printf '%s' '" + GOOD + "' > \"$(printf 'acme/\\377\\376\\001.json')\"",
          "printf '%s' '" + GOOD + "' > \"$(printf 'acme/M\\374ller.json')\"",
          "printf '%s' '" + GOOD + "' > \"$(printf 'acme/M\\303\\274nz.json')\"",
          "printf '%s' '" + GOOD + "' > acme/plain.json");
      await().until(() -> server.files("inbox").isEmpty());
      await().until(() -> server.files("archive/acme").size() == 5);
    } finally {
      process.toHandle().destroyForcibly();
      process.waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(server.files("archive/acme"))
        .extracting(file -> file.getFileName().toString().substring(27))
        .containsExactlyInAnyOrder("M_ller.json", "M_nz.json", "___.json", "in.json", "plain.json");
  }

  @Test
  void whateverIsNotTakenIsToldWithTheCure() throws Exception {
    server.open();
    Files.createSymbolicLink(inbox.resolve("link.json"), folder.resolve("nowhere"));
    shell("mkfifo pipe.json", "printf x > \"$(printf 'B\\374ro.json.part')\"");
    Path part = inbox.resolve("upload.json.part");
    Files.setLastModifiedTime(
        Files.writeString(part, "{"), FileTime.from(Instant.now().minusSeconds(7_300)));
    Files.writeString(inbox.resolve(".hidden"), "x");
    Path deep = inbox;
    for (int i = 0; i < 9; i++) {
      deep = Files.createDirectory(deep.resolve("d" + i));
    }
    Files.writeString(deep.resolve("deep.json"), GOOD);
    Files.writeString(deep.resolveSibling("not-so-deep.json"), GOOD);

    await().untilAsserted(() -> assertThat(left()).hasSize(4));
    assertThat(left())
        .containsExactlyInAnyOrder(
            "link.json is a link or a device; put the document itself there",
            "pipe.json is a link or a device; put the document itself there",
            "upload.json.part has been a part of a file for 2 h; rename it once it is whole, or"
                + " remove it",
            "d0/d1/d2/d3/d4/d5/d6/d7/d8 lies more than 8 folders deep; put what is in it nearer to"
                + " the inbox");
    assertThat(server.lines("left alone")).hasSize(4);
    String page = new HttpTestClient(server.server().web().address()).get("/status").text();
    assertThat(page).contains("Left in the inbox", "pipe.json", "put the document itself there");
    Files.delete(part);
    await().untilAsserted(() -> assertThat(left()).hasSize(3));
    await().until(() -> server.files("store/spool").isEmpty());
    assertThat(receipts()).extracting(Receipt::name).containsExactly("not-so-deep.json");
    assertThat(server.server().healthChecks().check()).allMatch(state -> state.holds());
  }

  private List<String> left() {
    JsonNode status =
        new AdminClient(server.home)
            .request(AdminOperation.STATUS, JsonNodeFactory.instance.objectNode())
            .path("left");
    List<String> left = new java.util.ArrayList<>();
    status.forEach(one -> left.add(one.path("file").asText() + " " + one.path("reason").asText()));
    return left;
  }

  private List<Receipt> receipts() {
    return server
        .repositories()
        .database()
        .read(tx -> server.repositories().receipts().latest(tx, (String) null, 100));
  }

  /** Commands of a shell in the inbox, since only those can make any name there is. */
  private void shell(String... lines) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", String.join("\n", lines))
            .directory(inbox.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0, () -> "a shell with mkfifo and printf is needed: " + said);
  }
}
