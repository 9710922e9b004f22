package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nestor.cli.Main;
import nestor.configuration.HttpSettings;
import nestor.diagnostics.UserErrorException;
import nestor.server.KnownRulebook;
import nestor.server.StubEngineServer;
import nestor.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Access to the server, its answers to what is wrong, and the commands that ask a home. */
@Tag("server")
class HttpAccessTest {
  private @TempDir Path folder;
  private StubEngineServer bench;

  @AfterEach
  void close() {
    if (bench != null) {
      bench.close();
    }
  }

  private HttpTestClient open() throws IOException {
    if (bench == null) {
      bench = new StubEngineServer(folder.resolve("desk"));
    }
    bench.open();
    return new HttpTestClient(bench.server().web().address());
  }

  @Test
  void onceATokenExistsOneIsNeededAndOpensItsOrganisationAlone() throws IOException {
    HttpTestClient ask = open();
    assertThat(ask.get("/organisations").status()).isEqualTo(200);
    ask.put("/organisations/beta/sections/systems", "application/json", "[{\"name\": \"secret\"}]");

    Ran made = nestor("token", "new", "--organisation", "acme", "--name", "for acme's exporter");
    assertThat(made.exit()).isZero();
    String acme = "Bearer " + made.out().strip();
    String all = "Bearer " + nestor("token", "new").out().strip();

    for (String path : List.of("/organisations", "/metrics", "/rules", "/nothing", "/")) {
      HttpTestClient.Got none = ask.get(path);
      assertThat(none.status()).as(path).isEqualTo(401);
      assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
      ApiDescription.problem(none);
    }
    assertThat(ask.get("/rules", "Authorization", acme + "x").status()).isEqualTo(401);
    assertThat(ask.get("/health/ready").status()).isEqualTo(200);
    assertThat(ask.get("/openapi.json").status()).isEqualTo(200);

    HttpTestClient.Got put =
        ask.put(
            "/organisations/acme/sections/systems",
            "application/json",
            "[{\"name\": \"erp\"}]",
            "Authorization",
            acme);
    assertThat(put.status()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        ask.get("/organisations", "Authorization", acme)
                            .json()
                            .findValuesAsText("id"))
                    .containsExactly("acme"));
    assertThat(ask.get("/organisations", "Authorization", all).json().findValuesAsText("id"))
        .containsExactly("acme", "beta");
    String foreign =
        bench
            .repositories()
            .database()
            .read(tx -> bench.repositories().receipts().of(tx, "beta", 1))
            .get(0)
            .id();
    for (String path :
        List.of(
            "/organisations/beta",
            "/organisations/unknown",
            "/organisations/beta/advisories/latest",
            "/receipts/" + foreign,
            "/metrics")) {
      HttpTestClient.Got got = ask.get(path, "Authorization", acme);
      assertThat(got.status()).as(path).isEqualTo(403);
      assertThat(got.text()).doesNotContain("secret");
      ApiDescription.problem(got);
    }
    assertThat(
            ask.post(
                    "/advise",
                    "application/json",
                    "{\"organisation\": {\"id\": \"beta\"}, \"systems\": []}",
                    "Authorization",
                    acme)
                .status())
        .isIn(403, 422);
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("any:" + all.substring(7)).getBytes(StandardCharsets.UTF_8));
    assertThat(ask.get("/organisations", "Authorization", basic).status()).isEqualTo(200);
  }

  @Test
  void aRevokedTokenIsWorthlessAtOnceAndOpensNoDoorBehindIt() throws IOException {
    HttpTestClient ask = open();
    String secret = nestor("token", "new").out().strip();
    assertThat(ask.get("/rules", "Authorization", "Bearer " + secret).status()).isEqualTo(200);
    Ran list = nestor("token", "list", "--format", "json");
    JsonNode tokens = JsonMapper.builder().build().readTree(list.out());
    assertThat(list.out()).doesNotContain(secret);

    assertThat(nestor("token", "revoke", tokens.at("/0/id").asText()).exit()).isZero();
    assertThat(ask.get("/rules", "Authorization", "Bearer " + secret).status()).isEqualTo(401);
    assertThat(ask.get("/rules").status()).isEqualTo(401);
    Ran again = nestor("token", "revoke", tokens.at("/0/id").asText());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("nestor token list");
    bench.close();
    try (Database database = Database.open(bench.home.resolve("store"))) {
      List<String> hashes =
          database.read(tx -> tx.query("select * from tokens", row -> row.text("sha256")));
      assertThat(hashes).allMatch(hash -> hash.length() == 64 && !secret.contains(hash));
    }
  }

  @Test
  void otherMachinesAreLetInOnlyWithTokens() throws IOException {
    bench = new StubEngineServer(folder.resolve("desk"));
    bench.http = new HttpSettings("0.0.0.0", 0, null, 1 << 20, null);
    assertThatThrownBy(() -> bench.open())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("nestor token new")
        .hasMessageContaining("0.0.0.0");

    String secret = nestor("token", "new").out().strip();
    bench.open();
    HttpTestClient ask = new HttpTestClient("http://127.0.0.1:" + bench.server().web().port());
    assertThat(ask.get("/rules").status()).isEqualTo(401);
    assertThat(ask.get("/rules", "Authorization", "Bearer " + secret).status()).isEqualTo(200);
  }

  @Test
  void aTakenPortStopsTheStartInALine() throws IOException {
    KnownRulebook.in(folder.resolve("desk"), Path.of("rules"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = nestor("serve", "--port", Integer.toString(taken.getLocalPort()));
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err().strip())
          .isEqualTo(
              "127.0.0.1:"
                  + taken.getLocalPort()
                  + ": the port is taken or may not be used; choose another one with --port or"
                  + " http.port, or stop the program that has it");
    }
  }

  @Test
  void aTakenPortIsReportedBeforeTheRulebookIsRead() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("no-rules"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran =
          nestor(
              "serve",
              "--rules",
              empty.toString(),
              "--port",
              Integer.toString(taken.getLocalPort()));
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("the port is taken").doesNotContain("no-rules");
    }
  }

  @Test
  void readinessTellsTheTruth() throws Exception {
    HttpTestClient ask = open();
    assertThat(ask.get("/health/ready").status()).isEqualTo(200);

    bench.objections.set(List.of("a.drl:1:1: nonsense; write sense"));
    assertThat(notReady(ask)).contains("rulebook").contains("a.drl:1:1: nonsense");
    bench.objections.set(List.of());

    bench.server().camel().context().getRouteController().stopRoute("inbox");
    assertThat(notReady(ask)).contains("routes").contains("inbox is stopped");
    bench.server().camel().context().getRouteController().startRoute("inbox");

    bench.server().healthChecks().watch("mail-imap", () -> java.util.Optional.of("login failed"));
    assertThat(notReady(ask)).contains("mail-imap").contains("login failed");
    bench.server().healthChecks().watch("mail-imap", java.util.Optional::empty);

    Path outbox = bench.home.resolve("outbox");
    Files.move(outbox, bench.home.resolve("elsewhere"));
    await().until(() -> ask.get("/health/ready").status() == 503);
    assertThat(notReady(ask)).contains("home").contains("outbox is gone");
    Files.move(bench.home.resolve("elsewhere"), outbox);
    await().until(() -> ask.get("/health/ready").status() == 200);

    nestor("token", "new");
    bench.objections.set(List.of("a.drl:1:1: nonsense; write sense"));
    assertThat(notReady(ask)).contains("rulebook").doesNotContain("nonsense");
  }

  private static String notReady(HttpTestClient ask) throws IOException {
    HttpTestClient.Got got = ask.get("/health/ready");
    assertThat(got.status()).isEqualTo(503);
    assertThat(ask.get("/health/live").status()).isEqualTo(200);
    ApiDescription.conforms(got, "/paths/~1health~1ready/get/responses/503");
    return got.text();
  }

  @Test
  void healthAndMetricsHaveAPortOfTheirOwnWhereConfigured() throws IOException {
    bench = new StubEngineServer(folder.resolve("desk"));
    bench.http = new HttpSettings("127.0.0.1", 0, 0, 1 << 20, null);
    open();
    nestor("token", "new");
    HttpTestClient ask =
        new HttpTestClient(
            "http://127.0.0.1:" + bench.server().web().managementPort().orElseThrow());
    assertThat(ask.get("/metrics").text()).contains("nestor_advisories_total");
    assertThat(ask.get("/health/ready").status()).isEqualTo(200);
    assertThat(ask.get("/organisations").status()).isEqualTo(404);
    assertThat(new HttpTestClient(bench.server().web().address()).get("/metrics").status())
        .isEqualTo(401);
  }

  @Test
  void whereTooMuchWaitsSendersArePutOff() throws IOException {
    bench = new StubEngineServer(folder.resolve("desk"));
    bench.mostWaiting = 3;
    CountDownLatch latch = new CountDownLatch(1);
    bench.held.set(latch);
    HttpTestClient ask = open();
    int taken = 0;
    HttpTestClient.Got last = null;
    for (int i = 0; i < 10; i++) {
      last = ask.post("/organisations/acme/documents", "application/json", "{\"systems\": []}");
      taken += last.status() == 202 ? 1 : 0;
    }
    assertThat(last.status()).isEqualTo(503);
    assertThat(last.header("Retry-After")).isNotEmpty();
    ApiDescription.problem(last);
    assertThat(taken).isEqualTo(3);
    latch.countDown();
    await()
        .until(
            () ->
                ask.post("/organisations/acme/documents", "application/json", "{\"systems\": []}")
                        .status()
                    == 202);
  }

  @Test
  void statusAndReplayWorkWhetherTheServerRunsOrNot() throws IOException {
    HttpTestClient ask = open();
    Path control = bench.home.resolve("control.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
        .isEqualTo("rw-------");
    HttpTestClient.Got got =
        ask.post(
            "/organisations/acme/documents?name=bad.json", "application/json", "{\"bakups\": []}");
    String id = got.json().at("/receipts/0/id").asText();
    await().untilAsserted(() -> assertThat(bench.lines("quarantined")).hasSize(1));

    JsonNode running =
        JsonMapper.builder().build().readTree(nestor("status", "--format", "json").out());
    assertThat(running.at("/server/running").asBoolean()).isTrue();
    assertThat(running.at("/ready").asBoolean()).isTrue();
    assertThat(running.at("/rulebook/version").asText()).isEqualTo("rules-1");
    assertThat(running.at("/quarantined/latest/0/id").asText()).isEqualTo(id);
    assertThat(running.at("/quarantined/latest/0/reasons/0").asText()).contains("did you mean");
    assertThat(running.get("bounced")).isEmpty();
    assertThat(nestor("replay", id).out()).startsWith("bad.json waits as ");
    await().untilAsserted(() -> assertThat(bench.lines("quarantined")).hasSize(2));
    Ran unknown = nestor("replay", "20200101-000000-000-abcdef");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("nestor status lists");

    bench.close();
    assertThat(control).doesNotExist();
    Ran stopped = nestor("status");
    assertThat(stopped.exit()).isZero();
    assertThat(stopped.out())
        .contains("server      not running")
        .contains("no faults")
        .contains("quarantine  1 document, and 1 that were replayed")
        .doesNotContain(id + "  bad.json for acme")
        .contains("  bad.json for acme")
        .contains("did you mean 'backups'?");
    assertThat(nestor("replay", id).exit()).isZero();
    assertThat(nestor("status").out()).contains("waiting     1 document,");

    Ran nowhere = run("status", "--home", folder.resolve("nowhere").toString());
    assertThat(nowhere.exit()).isEqualTo(2);
    assertThat(nowhere.err()).contains("nestor serve");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  private record Ran(int exit, String out, String err) {}

  private Ran nestor(String command, String... arguments) {
    java.util.ArrayList<String> all = new java.util.ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", folder.resolve("desk").toString()));
    return run(all.toArray(String[]::new));
  }

  private static Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      return new Ran(line.execute(arguments), out.toString(), err.toString());
    } finally {
      System.setOut(standard);
    }
  }
}
