package nestor.intake.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nestor.diagnostics.Diagnostic;
import nestor.intake.DeclaredCharset;
import nestor.intake.DocumentMediaTypes;
import org.jspecify.annotations.Nullable;

/**
 * Walk through the parts of one message that collects its attachments, within limits of number,
 * depth and size.
 */
final class MessageParts {
  /** A little more than any document may have, so that its reader can say so. */
  private static final int MOST_BYTES = (20 << 20) + 1;

  private static final int MOST_TEXT = 64 << 10;
  private static final int MOST_ATTACHMENTS = 100;
  private static final int MOST_PARTS = 1_000;
  private static final int DEEPEST = 10;
  private static final List<String> QUIET =
      List.of("text/rfc822-headers", "message/delivery-status", "message/disposition-notification");
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "application/pgp-signature", "signature",
          "application/pkcs7-signature", "signature",
          "application/x-pkcs7-signature", "signature",
          "application/pgp-keys", "public key");
  private static final List<String> SIGNATURE_NAMES = List.of("smime.p7s", "signature.asc");

  /** Attachments that are named and not read. */
  private static final Map<String, String> NOT_READ =
      Map.of(
          "text/calendar", "a calendar file",
          "application/ics", "a calendar file",
          "text/vcard", "a business card",
          "text/x-vcard", "a business card",
          "text/directory", "a business card");

  private static final Map<String, String> NOT_READ_BY_NAME =
      Map.of(".ics", "a calendar file", ".vcs", "a calendar file", ".vcf", "a business card");
  private static final int MOST_LINKS = 10;

  private final Set<String> links = new LinkedHashSet<>();
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Diagnostic> faults = new ArrayList<>();
  private final PassedOverParts passedOver = new PassedOverParts();
  private String text = "";
  private int parts;
  private boolean full;

  /** Returns the content that was found. */
  MailContent content() {
    return new MailContent(
        List.copyOf(attachments), List.copyOf(faults), passedOver.inWords(), text);
  }

  void fault(String document, String what, String cure) {
    faults.add(Diagnostic.in(document, null, what, cure));
  }

  void open(MimeMessage message) {
    visit(message, 0);
  }

  private void visit(MimePart part, int depth) {
    if (full) {
      return;
    }
    String name = "part " + ++parts;
    if (parts > MOST_PARTS || depth > DEEPEST) {
      full = true;
      fault(
          "the message",
          depth > DEEPEST
              ? "holds messages in messages, more than " + DEEPEST + " deep"
              : "holds more than " + MOST_PARTS + " parts",
          "send its files in a plain message");
      return;
    }
    try {
      ContentType type = PartType.of(part);
      String given = name(part);
      name = given == null ? name : given;
      if (type.match("multipart/*")) {
        multipart(part, type, name, depth);
      } else if (isMessage(type, given)) {
        try (InputStream in = part.getInputStream()) {
          visit(new MimeMessage(MailReader.session(), in), depth + 1);
        }
      } else {
        leaf(part, type, given, name);
      }
    } catch (MessagingException | IOException e) {
      fault(name, "is broken: " + clause(e), "attach the file again");
    }
  }

  private void multipart(MimePart part, ContentType type, String name, int depth)
      throws MessagingException {
    if (type.match("multipart/encrypted")) {
      fault(name, "is encrypted", "send it without encryption");
      return;
    }
    MimeMultipart multipart = new MimeMultipart(new MimePartDataSource(part));
    for (int i = 0; i < multipart.getCount(); i++) {
      visit((MimePart) multipart.getBodyPart(i), depth + 1);
    }
  }

  private void leaf(MimePart part, ContentType type, @Nullable String given, String name)
      throws MessagingException, IOException {
    String media = type.getBaseType().toLowerCase(Locale.ROOT);
    if (media.equals("application/ms-tnef")
        || media.equals("application/vnd.ms-tnef")
        || "winmail.dat".equalsIgnoreCase(given)) {
      fault(
          name,
          "is Outlook's own wrapping (TNEF), which hides the files in it",
          "in Outlook choose HTML or plain text as the format of the message, not Rich Text, and"
              + " send it again");
    } else if (media.equals("application/pkcs7-mime") || media.equals("application/x-pkcs7-mime")) {
      fault(
          name,
          "is encrypted or signed so that its content is hidden (S/MIME)",
          "send it without encryption, and unsigned or signed in the clear");
    } else if (media.equals("message/partial") || media.equals("message/external-body")) {
      fault(name, "does not hold the file itself", "attach the file to one message");
    } else if (notRead(media, given) != null) {
      // An invitation holds its date a second time, without a name.
      if (given != null) {
        fault(
            name,
            "is " + notRead(media, given) + ", which is not read",
            "send what it says as .json, .yaml, .csv or .xlsx");
      }
    } else if (isSignature(media, given)) {
      passedOver.add(SIGNATURES.getOrDefault(media, "signature"));
    } else if (isInlinePicture(part, media, given)) {
      passedOver.add("picture");
    } else if (!isQuiet(part, media, given)) {
      attachment(part, media, given, name);
    } else if (media.equals("text/plain") || media.equals("text/html")) {
      if (text.isEmpty() && media.equals("text/plain")) {
        text = text(part, type);
      }
      body(part);
    }
  }

  private static String text(MimePart part, ContentType type)
      throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(MOST_TEXT), charset(type.getParameter("charset")));
    }
  }

  private static Charset charset(@Nullable String named) {
    try {
      return named == null ? UTF_8 : Charset.forName(MimeUtility.javaCharset(named));
    } catch (IllegalArgumentException e) {
      return UTF_8;
    }
  }

  private static @Nullable String notRead(String media, @Nullable String given) {
    String kind = NOT_READ.get(media);
    int dot = given == null ? -1 : given.lastIndexOf('.');
    return kind != null || given == null || dot < 0
        ? kind
        : NOT_READ_BY_NAME.get(given.substring(dot).toLowerCase(Locale.ROOT));
  }

  /** The text of a message, in which files can stand and links to files. */
  private void body(MimePart part) throws MessagingException, IOException {
    MessageBody body;
    try (InputStream in = part.getInputStream()) {
      body = MessageBody.of(in);
    }
    for (Attachment file : body.files(MOST_BYTES)) {
      if (isRoom()) {
        attachments.add(file);
      }
    }
    for (String link : body.links()) {
      if (links.size() < MOST_LINKS && links.add(link)) {
        fault(link, "is a link to a file, which is not fetched", "attach the file itself");
      }
    }
  }

  private boolean isRoom() {
    if (attachments.size() < MOST_ATTACHMENTS) {
      return true;
    }
    if (!full) {
      full = true;
      fault(
          "the message",
          "has more than " + MOST_ATTACHMENTS + " attachments",
          "send the rest in further messages");
    }
    return false;
  }

  private static boolean isSignature(String media, @Nullable String given) {
    return SIGNATURES.containsKey(media)
        || (given != null && SIGNATURE_NAMES.contains(given.toLowerCase(Locale.ROOT)));
  }

  private static boolean isInlinePicture(MimePart part, String media, @Nullable String given)
      throws MessagingException {
    return media.startsWith("image/")
        && (given == null
            || part.getContentID() != null
            || Part.INLINE.equalsIgnoreCase(part.getDisposition()));
  }

  /** Whether a part is the text that a person wrote, or something that mail programs add. */
  private static boolean isQuiet(MimePart part, String media, @Nullable String given)
      throws MessagingException {
    if (QUIET.contains(media)) {
      return true;
    }
    boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    return given == null && !attached && DocumentMediaTypes.extension(media).isEmpty();
  }

  private void attachment(MimePart part, String media, @Nullable String given, String name)
      throws MessagingException, IOException {
    if (!isRoom()) {
      return;
    }
    String extension = DocumentMediaTypes.extension(media).orElse("");
    String called = given == null ? name.replace(' ', '-') + extension : given;
    if (given != null && given.lastIndexOf('.') < 0) {
      called = given + extension;
    }
    byte[] followed = "base64".equalsIgnoreCase(part.getEncoding()) ? followed(part) : null;
    if (followed != null) {
      attachments.add(new Attachment(called, followed));
      fault(
          "text behind " + called,
          "is no part of the file, such as the footer of a mailing list, and was left out",
          "see whether the file is whole");
      return;
    }
    try (InputStream in = part.getInputStream()) {
      byte[] content = in.readNBytes(MOST_BYTES);
      attachments.add(new Attachment(called, DeclaredCharset.utf8(content, charset(part))));
    }
  }

  private static @Nullable String charset(MimePart part) throws MessagingException {
    try {
      String charset = new ContentType(part.getContentType()).getParameter("charset");
      return charset == null ? null : MimeUtility.javaCharset(charset);
    } catch (ParseException e) {
      return null;
    }
  }

  private static byte @Nullable [] followed(MimePart part) throws MessagingException, IOException {
    try (InputStream in = raw(part)) {
      return in == null
          ? null
          : FollowedBase64.file(
              new String(in.readNBytes(2 * MOST_BYTES), StandardCharsets.ISO_8859_1));
    }
  }

  private static @Nullable InputStream raw(MimePart part) throws MessagingException {
    return part instanceof MimeBodyPart body
        ? body.getRawInputStream()
        : part instanceof MimeMessage message ? message.getRawInputStream() : null;
  }

  private static boolean isMessage(ContentType type, @Nullable String name) {
    return type.match("message/rfc822")
        || type.match("message/global")
        || (name != null && name.toLowerCase(Locale.ROOT).endsWith(".eml"));
  }

  private static @Nullable String name(MimePart part) throws MessagingException {
    String name;
    try {
      name = part.getFileName();
    } catch (MessagingException e) {
      return null;
    }
    if (name == null) {
      return null;
    }
    String decoded = HeaderText.decoded(name);
    return decoded.isEmpty() ? null : decoded;
  }

  private static String clause(Exception e) {
    String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return HeaderText.decoded(said.lines().findFirst().orElse("").replace(';', ','));
  }
}
