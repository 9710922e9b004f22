package nestor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import nestor.cli.Main;
import nestor.configuration.Client;
import nestor.configuration.HttpSettings;
import nestor.server.http.HttpTestClient;
import nestor.server.mail.TestMailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What an attacker, or a careless reader of a log, must not get. */
@Tag("server")
class SecurityTest {
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir Path folder;
  private StubEngineServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private HttpTestClient open() throws IOException {
    server = new StubEngineServer(folder.resolve("desk"));
    server.open();
    return new HttpTestClient(server.server().web().address());
  }

  @Test
  void whoTriesWrongTokensIsPutOffAndTheRightOneWorksAllTheSame() throws IOException {
    HttpTestClient ask = open();
    String right = "Bearer " + token();
    for (int i = 0; i < 10; i++) {
      assertThat(ask.get("/rules", "Authorization", "Bearer nestor_" + i).status()).isEqualTo(401);
    }
    HttpTestClient.Got put = ask.get("/rules", "Authorization", "Bearer nestor_x");

    assertThat(put.status()).isEqualTo(429);
    assertThat(Integer.parseInt(put.header("Retry-After"))).isBetween(1, 60);
    assertThat(put.json().get("detail").asText()).contains("wrong tokens", "wait for");
    assertThat(ask.get("/rules", "Authorization", right).status()).isEqualTo(200);
    assertThat(ask.get("/rules").status()).as("no token is no wrong token").isEqualTo(401);
  }

  @Test
  void whoAsksTooOftenIsPutOffAndNobodyElse() throws IOException {
    server = new StubEngineServer(folder.resolve("desk"));
    server.http = new HttpSettings("127.0.0.1", 0, null, 1 << 20, 1, null);
    server.open();
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    for (int i = 0; i < 40; i++) {
      assertThat(ask.get("/rules").status()).as("without tokens").isEqualTo(200);
    }
    String acme = "Bearer " + token("--organisation", "acme");
    String all = "Bearer " + token();
    for (int i = 0; i < 20; i++) {
      assertThat(ask.get("/rules", "Authorization", acme).status()).isEqualTo(200);
    }
    HttpTestClient.Got got = ask.get("/rules", "Authorization", acme);

    assertThat(got.status()).isEqualTo(429);
    assertThat(Integer.parseInt(got.header("Retry-After"))).isBetween(1, 60);
    assertThat(ask.get("/rules", "Authorization", all).status()).isEqualTo(200);
    assertThat(ask.get("/schema.json").status()).isEqualTo(200);
  }

  @Test
  void everyAnswerCarriesWhatKeepsBrowsersSafe() throws IOException {
    HttpTestClient ask = open();
    for (String path : List.of("/schema.json", "/nothing", "/rules", "/health/live")) {
      HttpTestClient.Got got = ask.get(path);
      assertThat(got.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
      assertThat(got.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(got.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(got.header("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe-eval");
      assertThat(got.header("Server")).isEmpty();
      assertThat(got.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(got.header("Strict-Transport-Security")).as("only over TLS").isEmpty();
    }
  }

  @Test
  void noSecretIsEverTold() throws Exception {
    try (TestMailServer post = new TestMailServer(false)) {
      post.password = PASSWORD;
      server = new StubEngineServer(folder.resolve("desk"));
      server.post =
          post.both(
              new Client(
                  "meridian",
                  "Meridian",
                  List.of(TestMailServer.CIO),
                  List.of(TestMailServer.CEO)));
      server.open();
      HttpTestClient ask = new HttpTestClient(server.server().web().address());
      String secret = token("--name", "exporter");
      String bearer = "Bearer " + secret;
      server.drop("meridian.json", "{\"backups\": [{\"system\": \"crm\"}]}");
      server.drop("bug.json", "boom");
      await().untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(1));
      await()
          .untilAsserted(
              () -> assertThat(server.mailConditions()).anyMatch(state -> !state.holds()));
      StringBuilder told = new StringBuilder();
      for (String path : List.of("/rules", "/metrics", "/health/ready", "/organisations", "/")) {
        told.append(ask.get(path, "Authorization", bearer).text());
      }
      told.append(ask.get("/rules", "Authorization", bearer + "x").text());
      told.append(ask.raw("GET /" + secret + " HTTP/1.1\r\nHost: localhost\r\n\r\nGET\r\n\r\n"));
      told.append(run("status", "--format", "json")).append(run("status"));
      told.append(run("token", "list")).append(run("token", "list", "--format", "json"));
      told.append(server.console());
      server.close();
      for (Path log : server.files("log")) {
        told.append(Files.readString(log));
      }
      assertThat(told.toString()).doesNotContain(PASSWORD);
      assertThat(told.toString().replace("/" + secret, "")).doesNotContain(secret);
      for (Path kept : server.files("store")) {
        String bytes = Files.readString(kept, StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(kept.toString()).doesNotContain(secret, PASSWORD);
      }
    }
  }

  @Test
  void whatTheConsoleTellsOfPersonsTheLogDoesNot() throws IOException {
    open();
    server.drop(
        "acme.json", "{\"backups\": [{\"system\": \"x\", \"lastRun\": \"ask Ada Lovelace\"}]}");
    await().untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(1));

    assertThat(server.console()).contains("'ask Ada Lovelace' is not a date");
    assertThat(Files.readString(server.home.resolve("log/nestor.log")))
        .contains("acme.json: backups[0].lastRun: '…' is not a date")
        .doesNotContain("Lovelace");
  }

  @Test
  void aNewStartEndsEverySessionOfABrowser() throws IOException {
    HttpTestClient ask = open();
    String secret = token();
    String form = HttpTestClient.token(ask.get("/log-in", "Accept", HttpTestClient.HTML).text());
    String cookie =
        ask.form("/log-in", form, Map.of("secret", secret, "next", "/"), Map.of())
            .header("Set-Cookie")
            .replaceAll(";.*", "");
    assertThat(ask.get("/organisations", "Cookie", cookie).status()).isEqualTo(200);

    server.close();
    server.open();
    HttpTestClient again = new HttpTestClient(server.server().web().address());
    assertThat(again.get("/organisations", "Cookie", cookie).status()).isEqualTo(401);
    assertThat(again.get("/rules", "Authorization", "Bearer " + secret).status()).isEqualTo(200);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNewHomeIsForItsOwnerAlone() throws IOException {
    open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.home)))
        .isEqualTo("rwx------");
    assertThat(server.lines("too open")).isEmpty();
    server.close();

    Files.setPosixFilePermissions(server.home, PosixFilePermissions.fromString("rwxr-xr-x"));
    server.open();
    assertThat(server.lines("too open"))
        .singleElement()
        .asString()
        .contains("lets every user of this machine in", "chmod o-rwx");
  }

  @Test
  void strangersGetNoRoomOfAnOrganisationByAnyWayOfWritingItsPath() throws IOException {
    HttpTestClient ask = open();
    ask.put("/organisations/beta/sections/systems", "application/json", "[{\"name\": \"hidden\"}]");
    String acme = "Bearer " + token("--organisation", "acme");
    assertThat(ask.get("/rules", "Authorization", acme).status()).isEqualTo(200);
    for (String path :
        List.of(
            "/organisations/beta",
            "/organisations//beta",
            "/organisations/./beta",
            "/organisations/acme/../beta",
            "/organisations/acme/%2e%2e/beta",
            "/organisations/%62eta",
            "/organisations/acme%2f..%2fbeta",
            "//organisations/beta",
            "/organisations/beta/",
            "/organisations/beta;a=b",
            "/ORGANISATIONS/beta")) {
      String got =
          ask.raw(
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                  + acme
                  + "\r\n\r\n");
      assertThat(got).as(path).containsPattern("^HTTP/1.1 (400|403|404)").doesNotContain("hidden");
    }
  }

  private String token(String... arguments) {
    java.util.ArrayList<String> all = new java.util.ArrayList<>(List.of("new"));
    all.addAll(List.of(arguments));
    return run("token", all.toArray(String[]::new)).lines().findFirst().orElseThrow();
  }

  private String run(String command, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    java.util.ArrayList<String> all = new java.util.ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", folder.resolve("desk").toString()));
    line.execute(all.toArray(String[]::new));
    return out.toString();
  }
}
