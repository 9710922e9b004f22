package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests whose end two programs on their way may see at different places. */
@Tag("server")
class RequestSmugglingTest {
  private static final String HIDDEN = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static @TempDir Path folder;
  private static StubEngineServer server;

  @BeforeAll
  static void open() throws IOException {
    server = new StubEngineServer(folder.resolve("desk")).open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  static Stream<Arguments> ambiguous() {
    return Stream.of(
        Arguments.of(
            "a length and chunks",
            post("Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
        Arguments.of(
            "chunks and a length",
            post("Transfer-Encoding: chunked", "Content-Length: 40") + "0\r\n\r\n"),
        Arguments.of(
            "a length and chunks in HTTP/1.0",
            post("Content-Length: 4", "Transfer-Encoding: chunked", "Connection: keep-alive")
                    .replace("HTTP/1.1", "HTTP/1.0")
                + "0\r\n\r\n"),
        Arguments.of(
            "chunks in HTTP/1.0",
            post("Transfer-Encoding: chunked", "Connection: keep-alive")
                    .replace("HTTP/1.1", "HTTP/1.0")
                + "0\r\n\r\n"),
        Arguments.of("two lengths", post("Content-Length: 2", "Content-Length: 3") + "{}"),
        Arguments.of(
            "the same length twice", post("Content-Length: 2", "Content-Length: 2") + "{}"),
        Arguments.of("a list of lengths", post("Content-Length: 2, 2") + "{}"),
        Arguments.of("a length with a sign", post("Content-Length: +2") + "{}"),
        Arguments.of("a length in hex", post("Content-Length: 0x2") + "{}"),
        Arguments.of("another coding", post("Transfer-Encoding: gzip") + "0\r\n\r\n"),
        Arguments.of(
            "another coding in front", post("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
        Arguments.of("chunked not last", post("Transfer-Encoding: chunked, x") + "0\r\n\r\n"),
        Arguments.of(
            "a coding that looks alike", post("Transfer-Encoding: xchunked") + "0\r\n\r\n"),
        Arguments.of(
            "chunked twice",
            post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
        Arguments.of("a folded coding", post("Transfer-Encoding: x\r\n chunked") + "0\r\n\r\n"),
        Arguments.of("a blank before the colon", post("Content-Length : 2") + "{}"),
        Arguments.of("a body of GET", post("Content-Length: 2").replace("POST", "GET") + "{}"));
  }

  private static String post(String... headers) {
    return "POST /organisations/acme/documents?name=a.json HTTP/1.1\r\nHost: localhost\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ambiguous")
  void whatCanBeReadInTwoWaysIsRefusedAndNothingAfterItIsRead(String name, String request)
      throws IOException {
    String answers = new HttpTestClient(server.server().web().address()).raw(request + HIDDEN);
    assertThat(answers).matches("(?s)HTTP/1\\.[01] 400 .*").doesNotContain("\"live\"");
    assertThat(answers.split("HTTP/1\\.[01] [0-9]{3} ")).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("torn")
  void chunksWhoseLinesEndInTwoWaysEndTheConnection(String name, String body) throws IOException {
    String answers =
        new HttpTestClient(server.server().web().address())
            .raw(post("Transfer-Encoding: chunked") + body + HIDDEN);
    assertThat(answers).doesNotContain("\"live\"").doesNotContain(" 202 ").doesNotContain(" 200 ");
  }

  static Stream<Arguments> torn() {
    return Stream.of(
        Arguments.of("a bare CR in an extension", "2;a\rb\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a bare LF in an extension", "2;a\nb\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a bare CR in a quoted extension", "2;a=\"\r\"\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a size that is no number", "2x\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a size with a sign", "-2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("a size beyond all measure", "FFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of("more than the size says", "2\r\n{}x\r\n0\r\n\r\n"));
  }

  @Test
  void afterABodyOfHttp10NothingIsReadSinceItsLengthMayHaveStoodThereTwice() throws IOException {
    String answers =
        new HttpTestClient(server.server().web().address())
            .raw(
                post("Content-Length: 2", "Content-Length: 3", "Connection: keep-alive")
                        .replace("HTTP/1.1", "HTTP/1.0")
                    + "{}"
                    + HIDDEN);
    assertThat(answers).startsWith("HTTP/1.0 ").doesNotContain("\"live\"");
    assertThat(answers.split("HTTP/1\\.[01] [0-9]{3} ")).hasSize(2);
  }

  @Test
  void aFoldedHeaderIsOneValue() throws IOException {
    // RFC 9112, 5.2: refused, or read as one line; here the latter.
    String answers =
        new HttpTestClient(server.server().web().address())
            .raw(
                post("X-Folded: a\r\n Content-Length: 5", "Connection: close")
                    .replace("POST", "GET"));
    assertThat(answers).startsWith("HTTP/1.1 405 ");
  }
}
