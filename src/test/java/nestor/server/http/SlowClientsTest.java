package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nestor.configuration.HttpLimits;
import nestor.configuration.HttpSettings;
import nestor.server.StubEngineServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send or take byte by byte, many of them at once, on real sockets. */
@Tag("server")
class SlowClientsTest {
  private static final String GET = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";
  private static final String UPLOAD =
      "POST /organisations/acme/documents?name=a.json HTTP/1.1\r\nHost: localhost\r\n";

  private @TempDir Path folder;
  private StubEngineServer server;
  private final List<Socket> held = new ArrayList<>();

  @BeforeEach
  void prepare() {
    server = new StubEngineServer(folder.resolve("desk"));
    server.http = new HttpSettings("127.0.0.1", 0, 0, 1L << 20, null);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  private void quick(Duration head, Duration idle, Duration body, int leastRate) {
    HttpSettings usual = server.http;
    server.http =
        new HttpSettings(
            usual.host(),
            0,
            0,
            usual.uploadLimit(),
            HttpSettings.REQUESTS_PER_MINUTE,
            null,
            new HttpLimits(head, idle, body, leastRate, 200, 20, 200),
            null);
  }

  @Test
  void twoHundredRequestsThatNeverEndKeepNobodyElseOut() throws Exception {
    server.open();
    drip(110);
    servesOthers();
  }

  @Test
  @Tag("flood")
  void aThousandRequestsOfEachKindThatNeverEndKeepNobodyElseOut() throws Exception {
    server.open();
    drip(1_000);
    for (int i = 0; i < 5; i++) {
      servesOthers();
      dribble();
    }
  }

  /** Opens so many requests each whose body, and so many each whose headers, never end. */
  private void drip(int many) throws IOException {
    for (int i = 0; i < many; i++) {
      begin(GET + "Content-Length: 1000\r\n\r\n{");
      begin(UPLOAD + "Content-Length: 1000\r\n\r\n{");
      if (i % 2 == 0) {
        begin(UPLOAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
        begin(GET + "X-Slow: ");
      }
    }
    dribble();
  }

  private void dribble() {
    for (Socket socket : held) {
      try {
        socket.getOutputStream().write(' ');
      } catch (IOException e) {
        // The server may well be tired of it.
      }
    }
  }

  private void servesOthers() throws Exception {
    URI back =
        URI.create("http://127.0.0.1:" + server.server().web().managementPort().orElseThrow());
    assertThat(new HttpTestClient(back.toString()).get("/health/live").status()).isEqualTo(200);
    assertThat(new HttpTestClient(back.toString()).get("/health/ready").status()).isEqualTo(200);
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    assertThat(ask.get("/health/live").status()).isEqualTo(200);
    assertThat(ask.get("/organisations").status()).isEqualTo(200);
    assertThat(
            answer(
                client("127.0.0.2"),
                UPLOAD + "Content-Length: 15\r\nConnection: close\r\n\r\n{\"backups\": []}"))
        .startsWith("HTTP/1.1 202 ");
  }

  @Test
  void aBodyWhereNoneIsMeantIsRefusedAtOnceAndItsConnectionClosed() throws Exception {
    server.open();
    List<Socket> sockets = new ArrayList<>();
    List<String> methods = List.of("GET", "HEAD", "DELETE", "OPTIONS");
    for (String method : methods) {
      sockets.add(
          begin(
              method
                  + " /organisations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"));
    }
    for (int i = 0; i < sockets.size(); i++) {
      String method = methods.get(i);
      String answer = answer(sockets.get(i), "");
      assertThat(answer).as(method).startsWith("HTTP/1.1 400 ").containsIgnoringCase("close");
      assertThat(answer).contains(method.equals("HEAD") ? "" : "a body means nothing with");
    }
  }

  @Test
  @Tag("endurance")
  void aBodyThatComesTooSlowlyIsAnsweredAndOneThatIsLargeHasItsTime() throws Exception {
    quick(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), 1 << 10);
    server.open();
    Socket slow = begin(UPLOAD + "Content-Length: 1000\r\n\r\n{");
    Socket steady = begin(UPLOAD + "Content-Length: 15\r\nConnection: close\r\n\r\n{");
    Thread drip = new Thread(() -> dripUntilClosed(slow), "drip");
    drip.start();
    assertThat(answer(slow, "")).startsWith("HTTP/1.1 408 ").contains("the body did not come");
    drip.join();

    assertThat(answer(steady, "")).startsWith("HTTP/1.1 408 ");
    Socket large = begin(UPLOAD + "Content-Length: 8192\r\nConnection: close\r\n\r\n{");
    for (int i = 0; i < 4; i++) {
      Thread.sleep(400);
      send(large, " ".repeat(2_000));
    }
    assertThat(answer(large, " ".repeat(190) + "}")).startsWith("HTTP/1.1 202 ");
  }

  @Test
  void headersThatComeTooSlowlyEndTheConnectionWhetherOrNotARequestCameBefore() throws Exception {
    quick(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(30), 1 << 14);
    server.open();
    Socket fresh = begin(GET);
    assertThat(dripUntilClosed(fresh)).isTrue();
    Socket used = begin(GET + "\r\n" + GET);
    assertThat(dripUntilClosed(used)).isTrue();
  }

  @Tag("flood")
  @Test
  void anAnswerThatNobodyTakesEndsTheConnection() throws Exception {
    quick(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(1), 8 << 20);
    server.open();
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    String systems =
        "[" + "{\"name\": \"a system with a long name\"},".repeat(20_000) + "{\"name\": \"b\"}]";
    assertThat(
            ask.put("/organisations/acme/sections/systems", "application/json", systems).status())
        .isLessThan(300);
    Socket lazy = new Socket();
    held.add(lazy);
    lazy.setReceiveBufferSize(4_096);
    URI at = URI.create(server.server().web().address());
    lazy.connect(new java.net.InetSocketAddress(at.getHost(), at.getPort()));
    String one = "GET /organisations/acme/sections/systems HTTP/1.1\r\nHost: localhost\r\n\r\n";
    send(lazy, one.repeat(12));
    // Taken a byte at a time, so that the connection is never quite still.
    lazy.setSoTimeout(30_000);
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              try {
                send(lazy, "\r\n");
                return lazy.getInputStream().read() < 0;
              } catch (IOException e) {
                return true;
              }
            });
  }

  @Test
  void whoSendsManyRequestsAtOnceWaitsAndKeepsNobodyElseWaiting() throws Exception {
    server.open();
    List<Socket> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(
          begin("GET /organisations HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }
    for (Socket socket : many) {
      assertThat(answer(socket, "")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  @Tag("flood")
  void tenThousandMixedRequestsAreAllAnsweredByWhatTheyAskedFor() throws Exception {
    server.open();
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    List<String> paths =
        List.of("/health/ready", "/health/live", "/organisations", "/rules", "/metrics", "/none");
    Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    ExecutorService clients = Executors.newFixedThreadPool(64);
    try {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        String path = paths.get(i % paths.size());
        sent.add(
            clients.submit(
                () -> answers.merge(path + " " + ask.get(path).status(), 1, Integer::sum)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } finally {
      clients.shutdownNow();
    }
    assertThat(answers.keySet())
        .containsExactlyInAnyOrder(
            "/health/live 200",
            "/health/ready 200",
            "/metrics 200",
            "/none 404",
            "/organisations 200",
            "/rules 200");
  }

  @Test
  void oneClientHasTenPlacesAmongThoseWhoFollowChangesAndGetsThemBack() throws Exception {
    server.open();
    String follow = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    List<Socket> following = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      following.add(begin(follow));
      assertThat(firstLine(following.get(i))).startsWith("HTTP/1.1 200 ");
    }
    assertThat(firstLine(begin(follow))).startsWith("HTTP/1.1 503 ");
    Socket other = client("127.0.0.2");
    send(other, follow);
    assertThat(firstLine(other)).startsWith("HTTP/1.1 200 ");

    following.get(0).close();
    await().until(() -> firstLine(begin(follow)).startsWith("HTTP/1.1 200 "));
  }

  private static String firstLine(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    StringBuilder line = new StringBuilder();
    for (int next = socket.getInputStream().read(); next > '\r'; ) {
      line.append((char) next);
      next = socket.getInputStream().read();
    }
    return line.toString();
  }

  @Test
  void aClientThatLeavesEarlyIsNoErrorOfTheServer() throws Exception {
    server.open();
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    String body = "{\"systems\": [" + "{\"name\": \"a\"},".repeat(5_000) + "{\"name\": \"b\"}]}";
    for (int i = 0; i < 40; i++) {
      Socket socket =
          begin(
              "POST /advise?organisation=acme HTTP/1.1\r\nHost: localhost\r\n"
                  + "Content-Type: application/json\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body.substring(0, i % 4 == 0 ? 1_000 : body.length()));
      socket.setSoLinger(i % 2 == 0, 0);
      socket.close();
      begin("GET /organisations HTTP/1.1\r\nHost: localhost\r\n\r\n").close();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(ask.get("/organisations").status()).isEqualTo(200);
    }
    assertThat(Files.readString(server.home.resolve("log/nestor.log")))
        .doesNotContain("ERROR", "WARN", "Exception");
  }

  /** Sends a byte every now and then; true once the server has closed the connection. */
  private static boolean dripUntilClosed(Socket socket) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        socket.getOutputStream().write('x');
        Thread.sleep(200);
      } catch (IOException e) {
        return true;
      } catch (InterruptedException e) {
        return false;
      }
    }
    return false;
  }

  private Socket begin(String what) throws IOException {
    Socket socket = client("127.0.0.1");
    send(socket, what);
    return socket;
  }

  private Socket client(String address) throws IOException {
    URI at = URI.create(server.server().web().address());
    Socket socket = new Socket(at.getHost(), at.getPort(), InetAddress.getByName(address), 0);
    held.add(socket);
    return socket;
  }

  private static void send(Socket socket, String what) throws IOException {
    socket.getOutputStream().write(what.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** All that comes until the server closes the connection. */
  private static String answer(Socket socket, String what) throws IOException {
    send(socket, what);
    socket.setSoTimeout(30_000);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(some); n >= 0; ) {
        all.write(some, 0, n);
        n = socket.getInputStream().read(some);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open after " + all, e);
    } catch (IOException e) {
      // Reset, since bytes were on their way still.
      assertThat(all.size()).isPositive();
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
