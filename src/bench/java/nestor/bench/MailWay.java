package nestor.bench;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Mails with a document each, from the server's mailbox to the receipts and the advisories in the
 * boxes of senders and recipients; with GreenMail for the mail server.
 */
final class MailWay {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final String NESTOR = "nestor@nestor.example";
  private static final String SENDER = "cio@clients.example";
  private static final String RECIPIENT = "ceo@clients.example";
  private static final int WARM = 20;

  private final GreenMail mail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "imap")
          });
  private final GreenMailUser box;

  private MailWay() {
    mail.start();
    box = mail.setUser(NESTOR, NESTOR, "secret");
  }

  /** Prints how long so many mails take, each of an organisation of its own. */
  static void measure(int count) throws IOException, InterruptedException {
    MailWay way = new MailWay();
    try {
      way.measured(count);
    } finally {
      way.mail.stop();
    }
  }

  private void measured(int count) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "mail-way").toAbsolutePath();
    Path configuration = configuration(folder.resolve("nestor.yaml"), WARM + count);
    try (Server server =
        Server.start(folder.resolve("desk"), Map.of(), "--config", configuration.toString())) {
      String example = Files.readString(Path.of("examples", "lumen-labs.yaml"));
      for (int i = 0; i < WARM; i++) {
        arrive(i, example);
      }
      Server.await(() -> held(RECIPIENT) >= WARM && held(SENDER) >= WARM);
      long begun = System.nanoTime();
      for (int i = WARM; i < WARM + count; i++) {
        arrive(i, example);
      }
      Server.await(() -> held(SENDER) >= WARM + count);
      double receipts = (System.nanoTime() - begun) / 1e9;
      Server.await(() -> held(RECIPIENT) >= WARM + count);
      double advisories = (System.nanoTime() - begun) / 1e9;
      OUT.printf(
          "%d mails: all receipts after %.1f s, all advisories after %.1f s (%.0f mails a second)%n",
          count, receipts, advisories, count / advisories);
    }
  }

  private Path configuration(Path file, int organisations) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            mail:
              from: Nestor <%1$s>
              answers-per-hour: 10000
              imap: {host: 127.0.0.1, port: %2$d, security: none, user: %1$s, password: secret, every: 300ms}
              smtp: {host: 127.0.0.1, port: %3$d, security: none, user: %1$s, password: secret}
            clients:
            """
                .formatted(NESTOR, mail.getImap().getPort(), mail.getSmtp().getPort()));
    for (int i = 0; i < organisations; i++) {
      text.append(
          "  - {id: client-%d, name: Client %d, senders: [%s], recipients: [%s]}%n"
              .formatted(i, i, SENDER, RECIPIENT));
    }
    return Files.writeString(file, text);
  }

  private void arrive(int number, String example) {
    try {
      MimeBodyPart document = new MimeBodyPart();
      document.setText(example.replaceFirst("(?m)^( +id: ).*", "$1client-" + number), "UTF-8");
      document.setFileName("client-" + number + ".yaml");
      MimeMessage message = new MimeMessage((Session) null);
      message.setFrom(SENDER);
      message.setRecipients(Message.RecipientType.TO, NESTOR);
      message.setSubject("Data " + number);
      message.setContent(new MimeMultipart(document));
      message.saveChanges();
      box.deliver(message);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private int held(String address) {
    GreenMailUser user = mail.getUserManager().getUser(address);
    if (user == null) {
      return 0;
    }
    try {
      MailFolder inbox = mail.getManagers().getImapHostManager().getFolder(user, "INBOX", false);
      return inbox.getMessageCount();
    } catch (FolderException e) {
      throw new IllegalStateException(e);
    }
  }
}
