package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a request itself is answered before any document is read. */
@Tag("server")
class HttpRequestsTest {
  private static @TempDir Path folder;
  private static RunningServer server;

  @BeforeAll
  static void open() throws IOException {
    server = RunningServer.in(folder.resolve("desk"));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static HttpTestClient ask() {
    return server.ask();
  }

  @Test
  void whatIsTooLargeIsRefusedDeclaredOrNot() throws IOException {
    String large = " ".repeat((1 << 20) + 1);
    HttpTestClient.Got declared = ask().post("/advise", "application/json", large);
    assertThat(declared.status()).isEqualTo(413);
    ApiDescription.problem(declared);
    HttpTestClient.Got streamed =
        ask()
            .send(
                ask()
                    .to("/advise")
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofInputStream(
                            () ->
                                new java.io.ByteArrayInputStream(
                                    large.getBytes(StandardCharsets.UTF_8)))));
    assertThat(streamed.status()).isEqualTo(413);
  }

  @Test
  void noHeaderOfAClientMeansAnythingToCamel() throws IOException {
    HttpTestClient.Got got =
        ask()
            .post(
                "/organisations/headers/documents?name=a.json",
                "application/json",
                "{\"backups\": []}",
                "CamelHttpUri",
                "http://127.0.0.1:1/",
                "CamelFileName",
                "../../evil.json",
                "CamelBeanMethodName",
                "toString",
                "CamelHttpResponseCode",
                "500",
                "camelhttppath",
                "/rules",
                "breadcrumbId",
                "x",
                "org.apache.camel.x",
                "y",
                "id",
                "other");
    assertThat(got.status()).isEqualTo(202);
    assertThat(got.json().at("/receipts/0/name").asText()).isEqualTo("a.json");
    assertThat(got.json().at("/receipts/0/organisation").asText()).isEqualTo("headers");
    assertThat(got.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("camel"))
        .doesNotContain("breadcrumbid", "id");
    assertThat(ask().get("/health/live?CamelBeanMethodName=x").status()).isEqualTo(400);
  }

  @Test
  void aNameThatWouldBreakALineOrLeaveAFolderIsMadeHarmless() throws IOException {
    String body = part("f", "../../a\rX-Evil: 1.json", "{\"backups\": []}") + "--x--\r\n";
    HttpTestClient.Got got =
        ask().post("/organisations/names/documents", "multipart/form-data; boundary=x", body);
    assertThat(got.status()).isIn(202, 400);
    assertThat(got.header("X-Evil")).isEmpty();
    HttpTestClient.Got query =
        ask()
            .post(
                "/organisations/names/documents?name=..%2F..%2Fa%0D%0AX-Evil:%201.json",
                "application/json", "{\"systems\": []}");
    assertThat(query.status()).isEqualTo(202);
    assertThat(query.header("X-Evil")).isEmpty();
    assertThat(query.json().at("/receipts/0/name").asText()).doesNotContain("/", "\n", "\r");
    awaitState(query.header("Location"), "accepted");
  }

  @Test
  void aNameOfAnotherHostIsNotAnsweredToOnLoopback() throws IOException {
    String got =
        ask().raw("GET /organisations HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(got).startsWith("HTTP/1.1 421").contains("application/problem+json");
    assertThat(
            ask()
                .raw("GET /health/live HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void aBrowserOnAnotherSiteChangesNothing() throws IOException {
    for (List<String> header :
        List.of(
            List.of("Origin", "https://evil.example"),
            List.of("Origin", "null"),
            List.of("Sec-Fetch-Site", "cross-site"))) {
      HttpTestClient.Got got =
          ask()
              .post(
                  "/organisations/acme/documents",
                  "application/json",
                  "{}",
                  header.get(0),
                  header.get(1));
      assertThat(got.status()).isEqualTo(403);
      ApiDescription.problem(got);
    }
    assertThat(
            ask()
                .post(
                    "/advise?organisation=acme",
                    "application/json",
                    "{\"backups\": []}",
                    "Origin",
                    server.address(),
                    "Sec-Fetch-Site",
                    "same-origin")
                .status())
        .isEqualTo(200);
  }

  @Test
  void whatIsNoHttpIsAnsweredLikeTheRest() throws IOException {
    assertThat(ask().raw("GET /a%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .contains("application/problem+json");
    assertThat(
            ask().raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431")
        .contains("application/problem+json");
    assertThat(ask().raw("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.")
        .contains(" 414 ");
    assertThat(ask().raw("nonsense\r\n\r\n")).startsWith("HTTP/1.").contains(" 400 ");
    HttpTestClient.Got method = ask().send(ask().to("/rules").DELETE());
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).isEqualTo("GET, HEAD");
    ApiDescription.problem(method);
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    HttpTestClient.Got got =
        ask().send(ask().to("/rules").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEmpty();
    assertThat(got.header("ETag")).isEqualTo(ask().get("/rules").header("ETag"));
  }

  private static String part(String field, String name, String content) {
    return "--x\r\nContent-Disposition: form-data; name=\""
        + field
        + "\"; filename=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static void awaitState(String receipt, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(ask().get(receipt).json().get("state").asText()).isEqualTo(state));
  }
}
