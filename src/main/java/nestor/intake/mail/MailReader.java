package nestor.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedFileInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reader of messages from their raw bytes, into a {@link ParsedMail}. Attachments are found however
 * they are named, nested or encoded. It sets the mail library to be lenient, for the whole process.
 */
public final class MailReader {
  private static final int MOST_DELIMITERS = 5_000;
  private static final int LONGEST_ADDRESS = 254;
  private static final int MOST_REFERENCES = 100;
  private static final Pattern ADDRESS =
      Pattern.compile("[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\\.[a-z0-9-]+)*");

  private static final Session SESSION;

  static {
    beLenient();
    SESSION = Session.getInstance(new Properties());
  }

  private MailReader() {}

  /**
   * Lets the library read mail that breaks the rules, as much real mail does. It looks once, when
   * it is first used for anything; so this must come before.
   */
  public static void beLenient() {
    prefer("mail.mime.parameters.strict", "false");
    prefer("mail.mime.address.strict", "false");
    prefer("mail.mime.decodetext.strict", "false");
    prefer("mail.mime.multipart.allowempty", "true");
    prefer("mail.mime.ignoreunknownencoding", "true");
    prefer("mail.mime.uudecode.ignoremissingbeginend", "true");
  }

  /**
   * The session of a message that goes nowhere; to make one takes longer than to read most mail.
   */
  static Session session() {
    return SESSION;
  }

  /**
   * Reads a message.
   *
   * @param raw the file that holds its bytes
   * @param whole whether the file holds all of them, or only the beginning of a message that is too
   *     large
   * @throws MessagingException if it is no message
   * @throws IOException if the file cannot be read
   */
  public static ParsedMail read(Path raw, boolean whole) throws MessagingException, IOException {
    try (SharedFileInputStream in = new SharedFileInputStream(raw.toFile())) {
      MimeMessage message = new MimeMessage(session(), in);
      MessageParts parts = new MessageParts();
      if (!whole) {
        parts.fault("the message", "is too large to be read", "send its files in several messages");
      } else if (holdsTooMany(raw)) {
        parts.fault(
            "the message", "holds too many parts", "send its files in several plain messages");
      } else {
        parts.open(message);
      }
      String sender = sender(message);
      String subject = message.getHeader("Subject", " ");
      return new ParsedMail(
          sender,
          subject == null ? "" : HeaderText.decoded(subject),
          HeaderText.messageId(message.getHeader("Message-ID", " ")),
          references(message),
          AutomaticMail.why(message, sender),
          values(message, "Authentication-Results"),
          parts.content(),
          whole ? DeliveryReport.of(message) : null);
    }
  }

  /** An address as it may be compared and answered, or null where its form is not the usual one. */
  public static @Nullable String plainAddress(String address) {
    String lower = address.strip().toLowerCase(Locale.ROOT);
    return lower.length() <= LONGEST_ADDRESS && ADDRESS.matcher(lower).matches() ? lower : null;
  }

  /** Sender's address; null where it could be read in two ways. */
  private static @Nullable String sender(MimeMessage message) throws MessagingException {
    List<String> fields = values(message, "From");
    if (fields.size() != 1) {
      return null;
    }
    try {
      InternetAddress[] addresses = InternetAddress.parseHeader(fields.get(0), true);
      return addresses.length == 1 && !addresses[0].isGroup()
          ? plainAddress(addresses[0].getAddress())
          : null;
    } catch (AddressException e) {
      return null;
    }
  }

  private static List<String> references(MimeMessage message) throws MessagingException {
    List<String> references = new ArrayList<>(ids(message, "In-Reply-To"));
    List<String> thread = ids(message, "References");
    Collections.reverse(thread);
    references.addAll(thread);
    return references.stream().limit(MOST_REFERENCES).toList();
  }

  private static List<String> ids(MimeMessage message, String field) throws MessagingException {
    List<String> found = new ArrayList<>();
    for (String value : values(message, field)) {
      Matcher ids = HeaderText.messageIds(value);
      while (ids.find()) {
        found.add(ids.group());
      }
    }
    return found;
  }

  private static List<String> values(MimeMessage message, String field) throws MessagingException {
    String[] values = message.getHeader(field);
    return values == null ? List.of() : List.of(values);
  }

  /** The library makes a part of every delimiter line before anybody can count them. */
  private static boolean holdsTooMany(Path raw) throws IOException {
    try (InputStream in = Files.newInputStream(raw);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      int delimiters = 0;
      int dashes = 0; // of those with which the line begins; -1 once anything else came
      for (int c = lines.read(); c >= 0; c = lines.read()) {
        if (c == '\n' || c == '\r') {
          dashes = 0;
        } else if (c == '-' && dashes >= 0) {
          dashes++;
          delimiters += dashes == 2 ? 1 : 0;
        } else {
          dashes = -1;
        }
      }
      return delimiters > MOST_DELIMITERS;
    }
  }

  private static void prefer(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
