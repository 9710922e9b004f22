package nestor.server.mail;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import nestor.configuration.Client;
import nestor.configuration.ImapSettings;
import nestor.configuration.MailServer;
import nestor.configuration.MailSettings;
import nestor.configuration.Secret;
import nestor.delivery.Format;
import nestor.intake.mail.MailReader;
import org.jspecify.annotations.Nullable;

/** A mail server for tests, with a mailbox of Nestor's own. */
public final class TestMailServer implements AutoCloseable {
  static {
    // As in the product, before anything else of the mail library is used.
    MailReader.beLenient();
  }

  public static final String NESTOR = "nestor@nestor.example";
  static final String CONSULTANT = "consultant@nestor.example";
  public static final String CIO = "cio@meridian.example";
  public static final String CEO = "ceo@meridian.example";

  final boolean protectedByTls;
  private final GreenMail server;
  private final GreenMailUser nestor;
  public String password = "a secret";
  @Nullable String trusted;
  int answersPerHour = 20;
  @Nullable Path ca;

  public TestMailServer(boolean tls) {
    this.protectedByTls = tls;
    ServerSetup smtp = new ServerSetup(0, "127.0.0.1", tls ? "smtps" : "smtp");
    ServerSetup imap = new ServerSetup(0, "127.0.0.1", tls ? "imaps" : "imap");
    this.server = new GreenMail(new ServerSetup[] {smtp, imap});
    server.start();
    this.nestor = server.setUser(NESTOR, NESTOR, "a secret");
  }

  int smtpPort() {
    return protectedByTls ? server.getSmtps().getPort() : server.getSmtp().getPort();
  }

  private int imapPort() {
    return protectedByTls ? server.getImaps().getPort() : server.getImap().getPort();
  }

  /** A client whose advisories are not mailed to anybody. */
  static Client silent(String id, String... senders) {
    return new Client(id, id, List.of(senders), List.of());
  }

  /** The first message to the CIO, once it is there, each header and paragraph in one line. */
  String receipt() {
    await().untilAsserted(() -> assertThat(box(CIO)).hasSize(1));
    return text(box(CIO).get(0)).replaceAll("\\r\\n\\s*", " ");
  }

  /** Waits until Nestor has put so many messages away as done. */
  void awaitDone(int messages) {
    await().untilAsserted(() -> assertThat(own("Nestor/Done")).hasSize(messages));
  }

  ImapSettings imap() {
    return imap(imapPort());
  }

  private ImapSettings imap(int port) {
    return new ImapSettings(
        line(port), "INBOX", "Nestor/Done", "Nestor/Failed", Duration.ofMillis(200));
  }

  MailServer line(int port) {
    return new MailServer(
        "localhost",
        port,
        protectedByTls ? MailServer.Security.TLS : MailServer.Security.NONE,
        NESTOR,
        new Secret(password),
        null);
  }

  MailSettings settings(@Nullable ImapSettings imap, @Nullable MailServer smtp) {
    return new MailSettings(
        "Nestor <" + NESTOR + ">",
        CONSULTANT,
        trusted,
        answersPerHour,
        List.of(Format.JSON),
        MailSettings.WEEKLY,
        ca,
        imap,
        smtp);
  }

  public ServerMailSettings both(Client... clients) {
    return both(imapPort(), smtpPort(), clients);
  }

  /** As {@link #both}, with what stands before the server. */
  ServerMailSettings both(int imapPort, int smtpPort, Client... clients) {
    return new ServerMailSettings(settings(imap(imapPort), line(smtpPort)), List.of(clients));
  }

  static Client meridian() {
    return new Client("meridian", "Meridian", List.of(CIO), List.of(CEO));
  }

  /** Puts a message into the mailbox as it is, every byte of it. */
  public void arrive(String raw) {
    arrive(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  void arrive(byte[] raw) {
    try {
      nestor.deliver(
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message from that sender with these attachments: names and contents in turn. */
  static String message(String from, String subject, String... attachments) {
    StringBuilder raw = new StringBuilder();
    raw.append("From: ").append(from).append("\nTo: ").append(NESTOR);
    raw.append("\nSubject: ").append(subject);
    raw.append("\nMessage-ID: <")
        .append(Integer.toHexString(subject.hashCode()))
        .append("@m.example>");
    raw.append("\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"b\"\n\n");
    raw.append("--b\nContent-Type: text/plain\n\nHello\n");
    for (int i = 0; i < attachments.length; i += 2) {
      raw.append("--b\nContent-Type: application/octet-stream\n");
      raw.append("Content-Disposition: attachment; filename=\"").append(attachments[i]);
      raw.append("\"\n\n").append(attachments[i + 1]).append('\n');
    }
    return raw.append("--b--\n").toString();
  }

  /** What lies in the mailbox of that address. */
  public List<MimeMessage> box(String address) {
    return folder(address, "INBOX");
  }

  /** What lies in a folder of Nestor's own mailbox; this server parts names by dots. */
  List<MimeMessage> own(String folder) {
    return folder(NESTOR, folder.replace('/', '.'));
  }

  private List<MimeMessage> folder(String address, String folder) {
    GreenMailUser user = server.getUserManager().getUser(address);
    List<MimeMessage> found = new ArrayList<>();
    if (user != null) {
      try {
        MailFolder mails = server.getManagers().getImapHostManager().getFolder(user, folder, false);
        if (mails != null) {
          mails.getMessages().forEach(stored -> found.add(stored.getMimeMessage()));
        }
      } catch (FolderException e) {
        throw new IllegalStateException(e);
      }
    }
    return found;
  }

  /** Everything of a message, decoded as far as its text goes. */
  static String text(MimeMessage message) {
    try {
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      message.writeTo(raw);
      return raw.toString(StandardCharsets.UTF_8);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every address that anything was sent to, except Nestor's own. */
  long sent() {
    long count = 0;
    for (GreenMailUser user : server.getUserManager().listUser()) {
      if (!user.getEmail().equals(NESTOR)) {
        count += box(user.getEmail()).size();
      }
    }
    return count;
  }

  @Override
  public void close() {
    server.stop();
  }
}
