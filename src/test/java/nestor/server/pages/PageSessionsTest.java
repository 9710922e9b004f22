package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.cli.Main;
import nestor.server.RunningServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a browser that logged in with a token may see and do. */
class PageSessionsTest {
  private static final Pattern POST_FORM =
      Pattern.compile("<form[^>]*method=\"post\"[^>]*action=\"([^\"]*)\"");

  private static @TempDir Path folder;
  private static RunningServer served;

  @BeforeAll
  static void open() throws IOException {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    Files.copy(Path.of("examples/lumen-labs.yaml"), home.resolve("inbox/lumen-labs.yaml"));
    served = RunningServer.in(home);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> page("/organisations/lumen-labs").text().contains("Read the advisory"));
  }

  @AfterAll
  static void close() {
    served.close();
  }

  private static HttpTestClient.Got page(String path) throws IOException {
    return served.ask().get(path, "Accept", HttpTestClient.HTML);
  }

  @Test
  void aTokenOpensASessionForItsOwnOrganisationAlone() throws IOException {
    Path home = folder.resolve("closed");
    try (RunningServer closed = RunningServer.in(home)) {
      String secret = nestor(home, "token", "new", "--organisation", "acme").strip();
      closed
          .ask()
          .put(
              "/organisations/acme/sections/backups",
              "application/json",
              "[]",
              "Authorization",
              "Bearer " + secret);

      HttpTestClient.Got turnedAway = closed.ask().get("/rules?q=a", "Accept", HttpTestClient.HTML);
      assertThat(turnedAway.status()).isEqualTo(401);
      assertThat(turnedAway.text()).contains("name=\"next\" value=\"/rules?q=a\"");
      String token = HttpTestClient.token(turnedAway.text());
      HttpTestClient.Got wrong =
          closed.ask().form("/log-in", token, Map.of("secret", "nestor_x", "next", "/"), Map.of());
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.text()).contains("This token is not known");
      HttpTestClient.Got in =
          closed
              .ask()
              .form(
                  "/log-in",
                  token,
                  Map.of("secret", secret, "next", "//elsewhere.example/"),
                  Map.of());
      assertThat(in.status()).isEqualTo(303);
      assertThat(in.header("Location")).isEqualTo("/");
      assertThat(in.header("Set-Cookie"))
          .matches("nestor=[\\w-]{40,}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");
      String cookie = in.header("Set-Cookie").replaceAll(";.*", "");

      assertThat(
              closed
                  .ask()
                  .get("/organisations/acme", "Accept", HttpTestClient.HTML, "Cookie", cookie)
                  .status())
          .isEqualTo(200);
      String server = closed.ask().get("/", "Accept", HttpTestClient.HTML, "Cookie", cookie).text();
      assertThat(server).contains("backups.json").doesNotContain("/status").contains("Log out");
      for (String others : List.of("/organisations/other", "/status", "/rulebook")) {
        assertThat(
                closed.ask().get(others, "Accept", HttpTestClient.HTML, "Cookie", cookie).status())
            .as(others)
            .isEqualTo(403);
      }
      // A cookie goes along with whatever a browser sends; for changes it does not do.
      HttpTestClient.Got change =
          closed
              .ask()
              .put(
                  "/organisations/acme/sections/backups",
                  "application/json",
                  "[]",
                  "Cookie",
                  cookie);
      assertThat(change.status()).isEqualTo(401);

      HttpTestClient.Got second =
          closed.ask().form("/log-in", token, Map.of("secret", secret, "next", "/"), Map.of());
      String other = second.header("Set-Cookie").replaceAll(";.*", "");
      HttpTestClient.Got out =
          closed
              .ask()
              .form("/log-out", HttpTestClient.token(server), Map.of(), Map.of(), "Cookie", cookie);
      assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
      assertThat(closed.ask().get("/", "Accept", HttpTestClient.HTML, "Cookie", cookie).status())
          .isEqualTo(401);
      assertThat(closed.ask().get("/", "Accept", HttpTestClient.HTML, "Cookie", other).status())
          .isEqualTo(200);

      String id =
          PagesTest.found(
              nestor(home, "token", "list", "--format", "json"), "\"id\" *: *\"(\\w+)\"");
      nestor(home, "token", "revoke", id);
      assertThat(closed.ask().get("/", "Accept", HttpTestClient.HTML, "Cookie", other).status())
          .isEqualTo(401);
    }
  }

  @Test
  void everyFormOfThePagesTakesTheSessionOfABrowserAndAsksForTheTokenOfTheForm()
      throws IOException {
    Path home = folder.resolve("forms");
    try (RunningServer closed = RunningServer.in(home)) {
      String secret = nestor(home, "token", "new", "--organisation", "acme").strip();
      String logIn = closed.ask().get("/log-in", "Accept", HttpTestClient.HTML).text();
      String cookie =
          closed
              .ask()
              .form(
                  "/log-in",
                  HttpTestClient.token(logIn),
                  Map.of("secret", secret, "next", "/"),
                  Map.of())
              .header("Set-Cookie")
              .replaceAll(";.*", "");

      Set<String> actions = actions(Path.of("rules/templates/pages"));
      assertThat(actions).contains("/organisations/acme/answers", "/log-in");
      for (String action : actions) {
        HttpTestClient.Got forged =
            closed.ask().form(action, "guessed", Map.of(), Map.of(), "Cookie", cookie);
        assertThat(forged.status()).as(action).isEqualTo(403);
        assertThat(forged.text()).as(action).contains("Not sent by a page of this server");
      }
      String page = closed.ask().get("/", "Accept", HttpTestClient.HTML, "Cookie", cookie).text();
      actions.removeAll(Set.of("/log-in", "/log-out"));
      for (String action : actions) {
        HttpTestClient.Got sent =
            closed
                .ask()
                .form(action, HttpTestClient.token(page), Map.of(), Map.of(), "Cookie", cookie);
        assertThat(sent.status()).as(action + ": " + sent.text()).isNotIn(401, 403);
      }
    }
  }

  private static Set<String> actions(Path templates) throws IOException {
    Set<String> actions = new TreeSet<>(Comparator.reverseOrder());
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".peb")).toList()) {
        Matcher form = POST_FORM.matcher(Files.readString(file));
        while (form.find()) {
          actions.add(form.group(1).replaceAll("\\{\\{.*?}}", "acme"));
        }
      }
    }
    return actions;
  }

  private static String nestor(Path home, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home.toString()));
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute(all.toArray(String[]::new))).isZero();
    return out.toString();
  }
}
