package nestor.intake.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a person wrote in a message, searched for files that stand in it: written out in
 * letters (uuencoded), or as links to a place where files are shared.
 */
final class MessageBody {
  private static final int MOST_SEARCHED = 32 << 20;
  private static final Pattern LETTERS =
      Pattern.compile(
          "(?m)^begin [0-7]{3,4} ([^\\r\\n]{1,250})\\r?\\n(?:[ -`]{0,62}\\r?\\n)*+end\\r?$");
  private static final Pattern LINK =
      Pattern.compile(
          "https://(?:drive\\.google\\.com|docs\\.google\\.com|1drv\\.ms|onedrive\\.live\\.com"
              + "|[a-z0-9-]{1,63}\\.sharepoint\\.com|(?:www\\.)?dropbox\\.com|we\\.tl"
              + "|(?:[a-z0-9-]{1,63}\\.)?box\\.com/s|www\\.icloud\\.com/iclouddrive)"
              + "/[^\\s\"'<>)]{1,2000}",
          Pattern.CASE_INSENSITIVE);

  private final String text;

  private MessageBody(String text) {
    this.text = text;
  }

  static MessageBody of(InputStream content) throws IOException {
    return new MessageBody(
        new String(content.readNBytes(MOST_SEARCHED), StandardCharsets.ISO_8859_1));
  }

  /** The files that are written out in letters. */
  List<Attachment> files(int mostBytes) throws IOException, MessagingException {
    List<Attachment> files = new ArrayList<>();
    Matcher letters = LETTERS.matcher(text);
    while (letters.find()) {
      byte[] block = letters.group().getBytes(StandardCharsets.ISO_8859_1);
      try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(block), "uuencode")) {
        files.add(
            new Attachment(HeaderText.decoded(letters.group(1).strip()), in.readNBytes(mostBytes)));
      }
    }
    return files;
  }

  /** The links to files, without what follows the address itself. */
  List<String> links() {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.add(link.group().replaceAll("[?#;&].*", ""));
    }
    return links;
  }
}
