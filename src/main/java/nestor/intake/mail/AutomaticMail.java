package nestor.intake.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detector of mail that was sent by a program and must not be answered (RFC 3834). Reports on mail
 * of this server's own are read by {@link DeliveryReport}.
 */
final class AutomaticMail {
  private static final Set<String> BULK = Set.of("bulk", "list", "junk", "auto_reply");
  private static final Set<String> ROBOTS =
      Set.of(
          "mailer-daemon",
          "postmaster",
          "noreply",
          "no-reply",
          "no_reply",
          "donotreply",
          "do-not-reply",
          "bounce",
          "bounces");
  private static final List<String> MARKS =
      List.of("X-Autoreply", "X-Autorespond", "X-Auto-Response", "X-Loop", "Feedback-ID");

  private AutomaticMail() {}

  /** Returns why no answer must go to it, or null where a person seems to have written it. */
  static @Nullable String why(MimeMessage message, @Nullable String sender)
      throws MessagingException {
    for (String value : values(message, "Auto-Submitted")) {
      if (!firstWord(value).equals("no")) {
        return "it is marked Auto-Submitted";
      }
    }
    for (String value : values(message, "Precedence")) {
      if (BULK.contains(firstWord(value))) {
        return "it is marked as bulk mail";
      }
    }
    for (Header header : Collections.list(message.getAllHeaders())) {
      if (header.getName().toLowerCase(Locale.ROOT).startsWith("list-")) {
        return "it came by a mailing list";
      }
    }
    for (String value : values(message, "X-Auto-Response-Suppress")) {
      String suppressed = value.toLowerCase(Locale.ROOT);
      if (suppressed.contains("all") || suppressed.contains("autoreply")) {
        return "its sender wants no automatic answer";
      }
    }
    for (String mark : MARKS) {
      if (message.getHeader(mark) != null) {
        return "it is marked " + mark;
      }
    }
    List<String> paths = values(message, "Return-Path");
    if (!paths.isEmpty() && paths.get(0).replaceAll("\\s", "").equals("<>")) {
      return "its return path is empty";
    }
    if (sender != null && ROBOTS.contains(sender.substring(0, sender.indexOf('@')))) {
      return "its sender is a program";
    }
    return null;
  }

  private static List<String> values(MimeMessage message, String field) throws MessagingException {
    String[] values = message.getHeader(field);
    return values == null ? List.of() : List.of(values);
  }

  private static String firstWord(String value) {
    String text = value.replaceAll("\\([^)]*\\)", " ").strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < text.length() && ";,\t\r\n ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }
}
