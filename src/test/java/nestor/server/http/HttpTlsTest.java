package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import nestor.configuration.HttpSettings;
import nestor.diagnostics.UserErrorException;
import nestor.server.StubEngineServer;
import nestor.server.mail.TlsClientHello;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are shown and which versions are refused where the server speaks TLS. */
@Tag("server")
class HttpTlsTest {
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

  private KeyStore openOverTls() throws Exception {
    KeyStore keys = certificate();
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("key.pem");
    pem(certificate, "CERTIFICATE", keys.getCertificate("nestor").getEncoded());
    pem(key, "PRIVATE KEY", keys.getKey("nestor", "changeit".toCharArray()).getEncoded());
    bench = new StubEngineServer(folder.resolve("desk"));
    bench.http =
        new HttpSettings("localhost", 0, null, 1 << 20, new HttpSettings.Tls(certificate, key));
    open();
    return keys;
  }

  @Test
  void whoSpeaksOnlyAnOldTlsIsRefused() throws Exception {
    openOverTls();
    int port = bench.server().web().port();
    assertThat(TlsClientHello.with(port, TlsClientHello.TLS_1_0).refusesTheVersion()).isTrue();
    assertThat(TlsClientHello.with(port, TlsClientHello.TLS_1_1).refusesTheVersion()).isTrue();
    assertThat(TlsClientHello.with(port, TlsClientHello.TLS_1_2).goesOn()).isTrue();
  }

  @Test
  void theCertificateOfThePemFilesIsShown() throws Exception {
    KeyStore keys = openOverTls();

    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("nestor", keys.getCertificate("nestor"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    String address = bench.server().web().address();
    assertThat(address).startsWith("https://localhost:");
    HttpResponse<String> got =
        HttpClient.newBuilder()
            .sslContext(tls)
            .build()
            .send(
                HttpRequest.newBuilder(URI.create(address + "/health/live")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(got.statusCode()).isEqualTo(200);
    assertThat(got.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
    assertThat(got.headers().firstValue("Strict-Transport-Security")).isPresent();
    bench.close();

    Files.writeString(folder.resolve("server.pem"), "no certificate");
    assertThatThrownBy(() -> bench.open())
        .isInstanceOf(UserErrorException.class)
        .hasMessageContaining("http.tls");
  }

  private KeyStore certificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "nestor",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
            + "\n-----END "
            + kind
            + "-----\n");
  }
}
