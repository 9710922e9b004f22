package nestor.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;

/** Media type of a part of a message; where it is unreadable, {@code application/octet-stream}. */
final class PartType {
  private PartType() {}

  static ContentType of(Part part) throws MessagingException {
    String type = part.getContentType();
    try {
      return new ContentType(type);
    } catch (ParseException e) {
      int end = type.indexOf(';');
      String bare = (end < 0 ? type : type.substring(0, end)).strip();
      try {
        return new ContentType(bare);
      } catch (ParseException hopeless) {
        return new ContentType("application", "octet-stream", null);
      }
    }
  }
}
