package nestor.intake.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parser of delivery status notifications (RFC 3464) into a {@link Bounce}. Other mail of programs
 * is known by {@link AutomaticMail}.
 */
final class DeliveryReport {
  private static final int MUCH = 256 << 10;

  private DeliveryReport() {}

  /** Reads a report of the delivery of another message; null where it is none. */
  static @Nullable Bounce of(MimeMessage message) throws MessagingException, IOException {
    ContentType type = PartType.of(message);
    if (!type.match("multipart/report")
        || !"delivery-status".equalsIgnoreCase(type.getParameter("report-type"))) {
      return null;
    }
    String original = null;
    List<Bounce.Recipient> recipients = new ArrayList<>();
    MimeMultipart parts = new MimeMultipart(new MimePartDataSource(message));
    try {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart part = parts.getBodyPart(i);
        ContentType kind = PartType.of(part);
        if (kind.match("message/delivery-status") || kind.match("message/global-delivery-status")) {
          recipients.addAll(recipients(text(part)));
        } else if (kind.match("message/rfc822")
            || kind.match("message/global")
            || kind.match("text/rfc822-headers")) {
          original = HeaderText.messageId(headers(text(part)).getHeader("Message-ID", " "));
        }
      }
    } catch (MessagingException e) {
      return null;
    }
    return new Bounce(original, List.copyOf(recipients));
  }

  /** Blocks of fields, a blank line between them; the first speaks of the message as a whole. */
  private static List<Bounce.Recipient> recipients(String text) throws MessagingException {
    List<Bounce.Recipient> recipients = new ArrayList<>();
    for (String block : text.replace("\r\n", "\n").split("\n[ \t]*\n")) {
      InternetHeaders fields = headers(block);
      String who = fields.getHeader("Original-Recipient", " ");
      if (who == null) {
        who = fields.getHeader("Final-Recipient", " ");
      }
      String action = fields.getHeader("Action", " ");
      if (who == null || action == null) {
        continue;
      }
      String address = MailReader.plainAddress(who.substring(who.indexOf(';') + 1));
      if (address != null) {
        String status = fields.getHeader("Status", " ");
        String diagnosis = fields.getHeader("Diagnostic-Code", " ");
        boolean failed =
            action.strip().toLowerCase(Locale.ROOT).equals("failed")
                && (status == null || !status.strip().startsWith("4"));
        String why =
            HeaderText.decoded(
                (status == null ? "" : status.strip())
                    + " "
                    + (diagnosis == null ? "" : diagnosis));
        recipients.add(new Bounce.Recipient(address, failed, why));
      }
    }
    return recipients;
  }

  private static InternetHeaders headers(String text) throws MessagingException {
    return new InternetHeaders(
        new ByteArrayInputStream((text + "\n\n").getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String text(BodyPart part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(MUCH), StandardCharsets.ISO_8859_1);
    }
  }
}
