package nestor.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShopRulebook;

/**
 * What a server under trial needs around it: a small rulebook, the shipped routes, a configuration,
 * and a mail server that lives on when the server dies.
 */
final class ServerEnvironment implements AutoCloseable {
  static {
    // As in the product, before anything else of the mail library is used.
    nestor.intake.mail.MailReader.beLenient();
  }

  static final String NESTOR = "nestor@nestor.example";
  static final String SENDER = "cio@shops.example";
  static final String STRANGER = "somebody@elsewhere.example";
  static final String RECIPIENT = "ceo@shops.example";
  static final int MAIL_ORGANISATIONS = 4;

  final Path folder;
  final Path home;
  private final GreenMail mail;
  private final GreenMailUser box;

  ServerEnvironment(Path folder) throws IOException {
    this.folder = folder;
    this.home = folder.resolve("desk");
    Path rules = ShopRulebook.in(folder.resolve("rules"));
    ShopRulebook.replace(
        rules,
        "vocabulary.drl",
        "@doc(\"The shop\")\n",
        "@doc(\"The shop\")\n  id : String @doc(\"Its id\")\n");
    RulebookCopy.templates(rules);
    this.mail =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "imap")
            });
    mail.start();
    this.box = mail.setUser(NESTOR, NESTOR, "secret");
  }

  /** A configuration with mail, and clients whose data comes by it. */
  Path configuration() throws IOException {
    StringBuilder text = new StringBuilder(configurationWithoutMail());
    text.append(
        """
        mail:
          from: Nestor <%1$s>
          answers-per-hour: 10000
          imap: {host: 127.0.0.1, port: %2$d, security: none, user: %1$s, password: secret, every: 300ms}
          smtp: {host: 127.0.0.1, port: %3$d, security: none, user: %1$s, password: secret}
        clients:
        """
            .formatted(NESTOR, mail.getImap().getPort(), mail.getSmtp().getPort()));
    for (int i = 0; i < MAIL_ORGANISATIONS; i++) {
      text.append(
          "  - {id: mail-%d, name: Shop %d, senders: [%s], recipients: [%s]}%n"
              .formatted(i, i, SENDER, RECIPIENT));
    }
    return Files.writeString(folder.resolve("nestor.yaml"), text);
  }

  /** A configuration of files and HTTP alone. */
  Path plainConfiguration() throws IOException {
    return Files.writeString(folder.resolve("nestor.yaml"), configurationWithoutMail());
  }

  private String configurationWithoutMail() {
    return """
    home: desk
    rules: rules
    routes: %s
    http: {port: 0}
    """
        .formatted(Path.of("routes").toAbsolutePath());
  }

  /** Puts a message with one attachment into the server's mailbox. */
  void arrive(String from, String id, String attachment, String content) {
    String raw =
        """
        From: %s
        To: %s
        Subject: Data %s
        Message-ID: <%s@shops.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="b"

        --b
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="%s"

        %s
        --b--
        """
            .formatted(from, NESTOR, id, id, attachment, content);
    try {
      box.deliver(
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(
                  raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The Message-IDs of what lies in a mailbox, in the order of arrival. */
  List<String> messageIds(String address) {
    List<String> ids = new ArrayList<>();
    GreenMailUser user = mail.getUserManager().getUser(address);
    if (user != null) {
      try {
        MailFolder inbox = mail.getManagers().getImapHostManager().getFolder(user, "INBOX", false);
        // A copy: more may come meanwhile.
        for (var stored : List.copyOf(inbox.getMessages())) {
          ids.add(stored.getMimeMessage().getMessageID());
        }
      } catch (FolderException | MessagingException e) {
        throw new IllegalStateException(e);
      }
    }
    return ids;
  }

  /** The files below a folder of the home, however it changes meanwhile. */
  List<Path> files(String below) {
    Path root = home.resolve(below);
    while (Files.exists(root)) {
      try (Stream<Path> walk = Files.walk(root)) {
        return walk.filter(path -> !Files.isDirectory(path)).sorted().toList();
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof NoSuchFileException)) {
          throw e;
        }
      } catch (NoSuchFileException e) {
        // Looked at while it changed: once more.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.of();
  }

  /** Puts a file into the inbox in one step. */
  void drop(String name, String content) throws IOException {
    Path file = home.resolve("inbox").resolve(name);
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    Files.writeString(part, content);
    Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** A document of one article. */
  static String article(String name) {
    return "{\"articles\": [{\"name\": \"%s\", \"kind\": \"food\", \"boughtOn\": \"2020-01-01\"}]}"
        .formatted(name);
  }

  /** Waits until the server is ready, and has advised on a first document of file-1. */
  void begin(ServerProcess server, Duration patience) throws Exception {
    assertThat(server.awaitReady(patience)).as(server.console().toString()).isTrue();
    drop("file-1/a.json", article("one"));
    await().atMost(patience).until(() -> server.lines("advised").size() == 1);
    await().atMost(patience).until(() -> server.whyNotReady().isEmpty());
  }

  /** The documents in a folder of the home, by the names that they came with. */
  List<String> names(String below) {
    return files(below).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.startsWith("."))
        .sorted()
        .map(name -> below.startsWith("archive") ? name.substring(27) : name)
        .toList();
  }

  @Override
  public void close() {
    mail.stop();
  }
}
