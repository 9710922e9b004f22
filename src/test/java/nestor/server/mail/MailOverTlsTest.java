package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nestor.configuration.Client;
import nestor.server.StubEngineServer;
import nestor.server.health.HealthChecks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test server has a certificate that only its own authority vouches for. */
@Tag("server")
class MailOverTlsTest {
  private static final String KEYSTORE = "greenmail.tls.keystore.file";
  private static final String KEYSTORE_PASSWORD = "greenmail.tls.keystore.password";

  private static @TempDir Path keysFolder;
  private static Path certificate;

  @TempDir Path folder;
  private TestMailServer post;
  private StubEngineServer server;

  /** One for all: the test server reads its keys once in the life of a process. */
  @BeforeAll
  static void makeACertificate() throws IOException, InterruptedException {
    Path keys = keysFolder.resolve("keys.p12");
    certificate = keysFolder.resolve("ca.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-keystore",
        keys.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "mail",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-file",
        certificate.toString());
    System.setProperty(KEYSTORE, keys.toString());
    System.setProperty(KEYSTORE_PASSWORD, "changeit");
  }

  @AfterAll
  static void forgetTheCertificate() {
    System.clearProperty(KEYSTORE);
    System.clearProperty(KEYSTORE_PASSWORD);
  }

  @BeforeEach
  void openAPostOffice() {
    post = new TestMailServer(true);
    server = new StubEngineServer(folder.resolve("desk"));
  }

  @AfterEach
  void closeAll() {
    server.close();
    post.close();
  }

  @Test
  void aServerWhoseAuthorityIsTrustedIsSpokenTo() throws IOException {
    post.ca = certificate;
    server.post = post.both(TestMailServer.meridian());
    server.open();
    post.arrive(
        TestMailServer.message(
            TestMailServer.CIO, "Data", "data.json", "{\"systems\": [{\"name\": \"x\"}]}"));

    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CIO)).hasSize(1));
    await().untilAsserted(() -> assertThat(post.box(TestMailServer.CEO)).hasSize(1));
    assertThat(server.mailConditions()).hasSize(2).allMatch(HealthChecks.State::holds);
  }

  @Test
  void noOldVersionIsOffered() throws IOException {
    post.ca = certificate;
    try (RecordingProxy imap = new RecordingProxy(post.imap().server().port());
        RecordingProxy smtp = new RecordingProxy(post.smtpPort())) {
      server.post = post.both(imap.port(), smtp.port(), TestMailServer.meridian());
      server.open();
      server.drop("meridian.json", "{\"systems\": [{\"name\": \"x\"}]}");
      // The test server's own threads throw when a client hangs up on them.
      await()
          .dontCatchUncaughtExceptions()
          .untilAsserted(
              () -> {
                assertThat(post.box(TestMailServer.CEO)).as(server.console()).isNotEmpty();
                assertThat(imap.said()).isNotEmpty();
              });
      // The versions that the client's first message offers: two, 1.3 and 1.2 (RFC 8446, 4.2.1).
      String offered = "\0+\0\5\4\3\4\3\3";
      assertThat(imap.said()).contains(offered);
      assertThat(smtp.said()).contains(offered);
    }
  }

  @Test
  void anyOtherIsNot() throws IOException {
    server.post =
        post.both(
            new Client("meridian", "M", List.of(TestMailServer.CIO), List.of(TestMailServer.CEO)));
    server.open();
    server.drop("meridian.json", "{\"systems\": []}");

    // The test server's own threads throw when a client hangs up on them.
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
    try {
      await()
          .dontCatchUncaughtExceptions()
          .untilAsserted(
              () -> assertThat(server.mailConditions()).noneMatch(HealthChecks.State::holds));
      server.close();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
    assertThat(post.sent()).isZero();
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
