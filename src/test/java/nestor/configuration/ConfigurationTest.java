package nestor.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nestor.delivery.Format;
import nestor.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private @TempDir Path folder;

  @Test
  void withoutAFileEverythingHasItsDefault() {
    Configuration configuration = sound(Configuration.read(Optional.empty(), Map.of()));

    assertThat(configuration.home()).isNull();
    assertThat(configuration.outboxFormats()).containsExactly(Format.JSON, Format.HTML);
    assertThat(configuration.http())
        .isEqualTo(new HttpSettings("127.0.0.1", 8420, null, 64L << 20, null));
    assertThat(configuration.mail()).isNull();
    assertThat(configuration.clients()).isEmpty();
  }

  @Test
  void dataIsReadAsMeantUnlessToldOtherwise() throws IOException {
    assertThat(sound(Configuration.read(Optional.empty(), Map.of())).strict()).isFalse();
    Map<String, String> environment = Map.of("NESTOR_STRICT", "true");
    assertThat(sound(Configuration.read(Optional.empty(), environment)).strict()).isTrue();
    assertThat(Configuration.read(Optional.empty(), Map.of("NESTOR_STRICT", "maybe")).faults())
        .singleElement()
        .asString()
        .contains("'maybe' is no choice", "write true or false");
  }

  @Test
  void theExampleNamesEveryKeyAndReadsWithoutAFault() {
    Configuration example =
        sound(Configuration.read(Optional.of(Path.of("examples/nestor.yaml")), Map.of()));

    assertThat(example.home()).isEqualTo(Path.of("examples/desk"));
    assertThat(example.rules()).isEqualTo(Path.of("examples/../rules"));
    assertThat(example.http().managementPort()).isEqualTo(8421);
    MailSettings mail = Objects.requireNonNull(example.mail());
    assertThat(mail.from()).isEqualTo("Nestor <nestor@example.org>");
    assertThat(mail.trustedAuthenticationResults()).isEqualTo("mx.example.org");
    assertThat(mail.answersPerHour()).isEqualTo(20);
    assertThat(mail.attach()).containsExactly(Format.JSON);
    ImapSettings imap = Objects.requireNonNull(mail.imap());
    assertThat(imap.server().port()).isEqualTo(993);
    assertThat(imap.every()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Objects.requireNonNull(mail.smtp()).security()).isEqualTo(MailServer.Security.TLS);
    assertThat(example.clients())
        .containsExactly(
            new Client(
                "meridian-bank",
                "Meridian Bank",
                List.of("cio@meridian.example", "@meridian.example"),
                List.of("ceo@meridian.example"),
                Map.of("CTO", "cto@meridian.example")));
    assertThat(mail.remindEvery()).isEqualTo(Period.ofDays(7));
    assertThat(example.http().publicUrl()).isEqualTo("https://nestor.example.org");
  }

  @Test
  void everyFaultIsToldAtOnceWithItsLineAndCure() throws IOException {
    Configuration.Loaded loaded =
        read(
            """
            hoem: desk
            http:
              prot: 80
              port: 80000
              upload-limit: much
              tls: {certificate: none.pem}
              public-url: nestor.example.org
            outbox:
              formats: [jsn]
            mail:
              from: somebody
              imap: {hots: x, security: ssl, every: soon}
            clients:
              - {id: Meridian Bank, senders: [nobody]}
              - name: No id
            """);

    assertThat(loaded.faults().stream().map(Diagnostic::toString).map(this::withoutFolder))
        .containsExactly(
            "nestor.yaml:1:1: 'hoem' is not a setting; did you mean 'home'?",
            "nestor.yaml:3:3: http has no 'prot'; did you mean 'port'?",
            "nestor.yaml:4:3: '80000' is no number for http.port; write a whole number from 0 to 65535",
            "nestor.yaml:5:3: 'much' is no size for http.upload-limit;"
                + " write a number and B, KB, MB or GB, such as 64MB",
            "nestor.yaml:6:3: http.tls has no key; add key: below it",
            "nestor.yaml:6:9: http.tls.certificate names none.pem, which is no file that can be"
                + " read; check the path",
            "nestor.yaml:7:3: 'nestor.example.org' is no address of the web for http.public-url;"
                + " write one such as https://nestor.example.org",
            "nestor.yaml:9:13: 'jsn' cannot stand for outbox.formats; did you mean 'json'?",
            "nestor.yaml:11:3: 'somebody' is no address for mail.from;"
                + " write it as name@example.org or Name <name@example.org>",
            "nestor.yaml:12:3: mail.imap has no host; add host: below it",
            "nestor.yaml:12:10: mail.imap has no 'hots'; did you mean 'host'?",
            "nestor.yaml:12:19: 'ssl' cannot stand for mail.imap.security; use one of: none, starttls, tls",
            "nestor.yaml:12:34: 'soon' is no time for mail.imap.every;"
                + " write a number and ms, s, m or h, such as 30s",
            "nestor.yaml:14:6: 'Meridian Bank' is no id of an organisation;"
                + " write up to 100 small letters, digits and hyphens",
            "nestor.yaml:14:35: 'nobody' is no sender for clients[0].senders;"
                + " write an address, or a domain such as \"@example.org\"",
            "nestor.yaml:15:5: clients[1] has no id; add id: below it");
  }

  @Test
  void aBrokenFileIsAFaultOfItsOwn() throws IOException {
    assertThat(read("http: [\n").faults()).singleElement().asString().contains("this is not YAML");
    assertThat(Configuration.read(Optional.of(folder.resolve("none.yaml")), Map.of()).faults())
        .singleElement()
        .asString()
        .contains("there is no such file; check --config");
  }

  @Test
  void aVariableStandsOverAKey() throws IOException {
    Path file = write("home: here\nhttp: {port: 1}\noutbox: {formats: [text]}\n");
    Configuration configuration =
        sound(
            Configuration.read(
                Optional.of(file),
                Map.of(
                    "NESTOR_HOME", "there",
                    "NESTOR_HTTP_PORT", "2",
                    "NESTOR_OUTBOX_FORMATS", "html, markdown",
                    "NESTOR_MAIL_SMTP_HOST", "smtp.example.org",
                    "NESTOR_MAIL_FROM", "nestor@example.org",
                    "NESTOR_JAVA_OPTIONS", "-Xmx1g",
                    "HOME", "/home")));

    assertThat(configuration.home()).isEqualTo(Path.of("there"));
    assertThat(configuration.http().port()).isEqualTo(2);
    assertThat(configuration.outboxFormats()).containsExactly(Format.HTML, Format.MARKDOWN);
    assertThat(Objects.requireNonNull(Objects.requireNonNull(configuration.mail()).smtp()).host())
        .isEqualTo("smtp.example.org");
  }

  @Test
  void aMisspeltVariableGetsTheNearest() {
    Configuration.Loaded loaded =
        Configuration.read(Optional.empty(), Map.of("NESTOR_HTPP_PORT", "2", "NESTOR_XYZ", "1"));

    assertThat(loaded.faults().stream().map(Diagnostic::toString))
        .containsExactly(
            "NESTOR_HTPP_PORT: no such variable means anything to Nestor; did you mean"
                + " NESTOR_HTTP_PORT?",
            "NESTOR_XYZ: no such variable means anything to Nestor; unset it, or name it after a"
                + " key of nestor.yaml, such as NESTOR_HTTP_PORT for http.port");
  }

  @Test
  void aFaultOfAVariableNamesTheVariable() {
    Configuration.Loaded loaded =
        Configuration.read(Optional.empty(), Map.of("NESTOR_HTTP_PORT", "web"));

    assertThat(loaded.faults().stream().map(Diagnostic::toString))
        .containsExactly(
            "NESTOR_HTTP_PORT: 'web' is no number for NESTOR_HTTP_PORT;"
                + " write a whole number from 0 to 65535");
  }

  @Test
  void aPasswordNeverShows() throws IOException {
    Files.writeString(folder.resolve("imap-password"), "hunter2\n");
    Configuration configuration =
        sound(
            read(
                """
                mail:
                  from: a@b.example
                  imap: {host: i, user: u, password-file: imap-password}
                  smtp: {host: s, user: u, password: hunter3}
                """));

    MailSettings mail = Objects.requireNonNull(configuration.mail());
    Secret fromFile =
        Objects.requireNonNull(Objects.requireNonNull(mail.imap()).server().password());
    assertThat(fromFile.reveal()).isEqualTo("hunter2");
    assertThat(configuration.toString()).doesNotContain("hunter").contains("(secret)");
  }

  @Test
  void twoWaysToLogInAreOneTooMany() throws IOException {
    assertThat(
            read("""
                    mail:
                      imap: {host: i, user: u, password: p, password-file: nestor.yaml}
                    """)
                .faults())
        .singleElement()
        .asString()
        .contains("keep one of password, password-file and access-token-file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSecretThatEveryUserMayReadIsWarnedOfWithItsPlaceAndCure() throws IOException {
    for (String name : List.of("imap-password", "key.pem", "certificate.pem")) {
      rights(Files.writeString(folder.resolve(name), "hunter2\n"), "rw-r--r--");
    }
    Path file =
        write(
            """
            http:
              tls: {certificate: certificate.pem, key: key.pem}
            mail:
              from: a@b.example
              imap: {host: i, user: u, password-file: imap-password}
              smtp:
                host: s
                user: u
                password: hunter3
            """);
    rights(file, "rw-r--r--");
    Configuration.Loaded open = Configuration.read(Optional.of(file), Map.of());
    sound(open);
    assertThat(open.warnings().stream().map(Diagnostic::toString).map(this::withoutFolder))
        .containsExactly(
            "nestor.yaml:2:39: http.tls.key names a file that every user of this machine may read"
                + " (rw-r--r--); take that back with chmod 600 key.pem",
            "nestor.yaml:5:28: mail.imap.password-file names a file that every user of this machine"
                + " may read (rw-r--r--); take that back with chmod 600 imap-password",
            "nestor.yaml:9:5: mail.smtp.password stands in a file that every user of this machine"
                + " may read (rw-r--r--); take that back with chmod 600 nestor.yaml, or leave it out"
                + " and set NESTOR_MAIL_SMTP_PASSWORD");
    assertThat(open.warnings().toString()).doesNotContain("hunter");

    for (String name : List.of("imap-password", "key.pem", "nestor.yaml")) {
      rights(folder.resolve(name), "rw-------");
    }
    assertThat(Configuration.read(Optional.of(file), Map.of()).warnings()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatEveryUserMayReadIsFineWhereItHoldsNoSecret() throws IOException {
    Path file = write("mail: {from: a@b.example, smtp: {host: s, user: u}}\n");
    rights(file, "rw-r--r--");
    assertThat(
            Configuration.read(Optional.of(file), Map.of("NESTOR_MAIL_SMTP_PASSWORD", "hunter2"))
                .warnings())
        .isEmpty();
  }

  private static void rights(Path file, String rights) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
  }

  private Configuration.Loaded read(String text) throws IOException {
    return Configuration.read(Optional.of(write(text)), Map.of());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("nestor.yaml"), text);
  }

  private String withoutFolder(String line) {
    return line.replace(folder + "/", "");
  }

  private static Configuration sound(Configuration.Loaded loaded) {
    assertThat(loaded.faults()).isEmpty();
    return loaded.configuration();
  }
}
