package nestor.delivery.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import nestor.delivery.Format;
import nestor.delivery.MailText;

/**
 * Builder of MIME messages: text and HTML as alternatives, pictures and attachments. The same mail
 * gives the same bytes whenever it is built, so that a repeated delivery is recognised by its
 * Message-ID.
 */
public final class MimeMessageBuilder extends MimeMessage {
  private final List<OutboundMail.Recipient> open;

  private MimeMessageBuilder(OutboundMail mail) {
    super(Session.getInstance(new Properties()));
    this.open = mail.open();
  }

  /**
   * Makes the message.
   *
   * @param from who sends it, as the configuration says
   * @throws IllegalArgumentException if an address is none
   */
  public static MimeMessageBuilder of(
      OutboundMail mail, InternetAddress from, MailText text, List<MailAttachment> enclosures) {
    try {
      MimeMessageBuilder message = new MimeMessageBuilder(mail);
      message.setFrom(from);
      for (OutboundMail.Recipient recipient : mail.recipients()) {
        message.addRecipient(
            Message.RecipientType.TO, new InternetAddress(recipient.address(), true));
      }
      message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(mail.promisedAt()));
      message.setHeader("Message-ID", mail.messageId());
      if (mail.inReplyTo() != null) {
        message.setHeader("In-Reply-To", mail.inReplyTo());
        message.setHeader("References", String.join("\r\n ", mail.thread()));
      }
      message.setHeader(
          "Auto-Submitted",
          mail.kind() == OutboundMail.Kind.RECEIPT ? "auto-replied" : "auto-generated");
      // Asks programs that answer in somebody's absence to be silent.
      message.setHeader("X-Auto-Response-Suppress", "All");
      if (text.html() == null && enclosures.isEmpty()) {
        message.setText(lines(text.text()), "UTF-8");
        message.setHeader("Content-Transfer-Encoding", "quoted-printable");
      } else {
        message.setContent(content(mail, text, enclosures));
      }
      message.saveChanges();
      return message;
    } catch (MessagingException e) {
      throw new IllegalArgumentException("the mail cannot be made: " + e.getMessage(), e);
    }
  }

  /** The message as a file. */
  public byte[] bytes() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writeTo(out);
      return out.toByteArray();
    } catch (MessagingException e) {
      throw new IllegalArgumentException("the mail cannot be made: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns only the recipients that the mail has not reached yet; the head names all. */
  @Override
  public Address[] getAllRecipients() throws MessagingException {
    Address[] addresses = new Address[open.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(open.get(i).address(), true);
    }
    return addresses;
  }

  /** The one that it was given stays. */
  @Override
  protected void updateMessageID() {}

  private static MimeMultipart content(
      OutboundMail mail, MailText text, List<MailAttachment> enclosures) throws MessagingException {
    MimeMultipart alternatives = new Fixed("alternative", mail.id() + ".a");
    alternatives.addBodyPart(words("plain", text.text()));
    String html = text.html();
    if (html != null) {
      alternatives.addBodyPart(
          text.pictures().isEmpty() ? words("html", html) : shown(mail, html, text.pictures()));
    }
    if (enclosures.isEmpty()) {
      return alternatives;
    }
    MimeMultipart mixed = new Fixed("mixed", mail.id() + ".m");
    MimeBodyPart first = new MimeBodyPart();
    first.setContent(alternatives);
    mixed.addBodyPart(first);
    for (MailAttachment attachment : enclosures) {
      mixed.addBodyPart(file(attachment));
    }
    return mixed;
  }

  /** A page with the pictures that it shows. */
  private static BodyPart shown(OutboundMail mail, String html, List<MailText.Inline> pictures)
      throws MessagingException {
    MimeMultipart related = new Fixed("related", mail.id() + ".r");
    related.addBodyPart(words("html", html));
    for (MailText.Inline picture : pictures) {
      MimeBodyPart part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(picture.png(), "image/png")));
      part.setFileName(picture.id().substring(0, picture.id().indexOf('.')) + ".png");
      part.setContentID("<" + picture.id() + ">");
      part.setDisposition(Part.INLINE);
      part.setHeader("Content-Transfer-Encoding", "base64");
      related.addBodyPart(part);
    }
    MimeBodyPart page = new MimeBodyPart();
    page.setContent(related);
    return page;
  }

  private static BodyPart words(String subtype, String text) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(lines(text), "UTF-8", subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  private static BodyPart file(MailAttachment attachment) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(
        new DataHandler(
            new ByteArrayDataSource(attachment.content(), mediaType(attachment.format()))));
    part.setFileName(attachment.name());
    part.setDisposition(Part.ATTACHMENT);
    part.setHeader("Content-Transfer-Encoding", "base64");
    return part;
  }

  private static String mediaType(Format format) {
    String type = format.mediaType();
    return type.startsWith("text/") ? type + "; charset=UTF-8" : type;
  }

  /** A multipart whose delimiter is the same each time. */
  private static final class Fixed extends MimeMultipart {
    Fixed(String subtype, String boundary) {
      super(subtype);
      this.contentType = "multipart/" + subtype + "; boundary=\"----=_" + boundary + "\"";
    }
  }
}
