package nestor.intake;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layout of the home folder for documents: spool, archive and quarantine, and the names of files in
 * them.
 */
final class DocumentPaths {
  static final String SPOOL = "store/spool";
  static final String ORIGINALS = "store/taken";

  /** Nestor's own folders: whatever the inbox is made to look like, nothing leaves them by it. */
  static final List<String> NEVER_TAKEN_FROM =
      List.of(
          "store", SPOOL, ORIGINALS, "archive", "quarantine", "outbox", "log", "mail", "rulebooks");

  static final String REASON = "reason.txt";
  private static final String ARCHIVE = "archive";
  private static final String QUARANTINE = "quarantine";

  /** Nobody's id. */
  private static final String OF_SEVERAL = "_several";

  private static final String SEPARATOR = "@";
  private static final String CUT_OFF = "__";

  /** Never the beginning of an encoded place. */
  private static final String COMES_AGAIN = "!";

  private static final int LONGEST_PLACE = 120;

  private DocumentPaths() {}

  /**
   * Returns the name in the spool. It holds everything that a receipt needs, so that a document
   * whose receipt was lost in a crash gets it again, or is known as one that its sender sends
   * again.
   */
  static String spoolName(String id, @Nullable String placedFor, String name, boolean comesAgain) {
    String place = placedFor == null ? "" : URLEncoder.encode(placedFor, StandardCharsets.UTF_8);
    if (placedFor != null && place.length() > LONGEST_PLACE) {
      // The mark makes it nobody's id: better refused than taken for another organisation.
      place = CUT_OFF + URLEncoder.encode(placedFor.substring(0, 8), StandardCharsets.UTF_8);
    }
    String mark = comesAgain ? COMES_AGAIN : "";
    return FileNameSanitizer.fitted(id + SEPARATOR + mark + place + SEPARATOR, name);
  }

  /** Parses a name in the spool; null where it is none of Nestor's. */
  static @Nullable Spooled parse(String spoolName) {
    String[] parts = spoolName.split(SEPARATOR, 3);
    if (parts.length != 3 || !ReceiptIds.wellFormed(parts[0])) {
      return null;
    }
    boolean comesAgain = parts[1].startsWith(COMES_AGAIN);
    String place =
        URLDecoder.decode(
            comesAgain ? parts[1].substring(COMES_AGAIN.length()) : parts[1],
            StandardCharsets.UTF_8);
    return new Spooled(parts[0], place.isEmpty() ? null : place, parts[2], comesAgain);
  }

  /** Parts of the name that the document should have in the spool. */
  static Spooled spooled(Receipt receipt) {
    return new Spooled(receipt.id(), receipt.placedFor(), receipt.name(), false);
  }

  static String restingPlace(Receipt receipt, Receipt.State state, @Nullable String organisation) {
    if (state == Receipt.State.QUARANTINED) {
      String name = receipt.name();
      return QUARANTINE
          + "/"
          + receipt.id()
          + "/"
          + (name.equalsIgnoreCase(REASON) ? FileNameSanitizer.fitted("_", name) : name);
    }
    return ARCHIVE
        + "/"
        + (state == Receipt.State.DIVIDED ? OF_SEVERAL : organisation)
        + "/"
        + FileNameSanitizer.fitted(receipt.id() + "-", receipt.name());
  }

  /**
   * Parts of the name of a document in the spool.
   *
   * @param comesAgain whether it is worth nothing without its receipt
   */
  record Spooled(String id, @Nullable String placedFor, String name, boolean comesAgain) {}
}
