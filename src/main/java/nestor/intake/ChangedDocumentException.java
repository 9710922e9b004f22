package nestor.intake;

import java.io.IOException;

/**
 * Failure to read a kept document whose bytes are no longer those that arrived, by their SHA-256. A
 * file that cannot be read at all is an {@code IOException}.
 */
public final class ChangedDocumentException extends IOException {
  private static final long serialVersionUID = 1;

  ChangedDocumentException(Receipt receipt, String now) {
    super(
        receipt.path()
            + " is not what arrived: its SHA-256 is "
            + now
            + ", and its receipt says "
            + receipt.sha256()
            + "; restore it from a backup, or put what is right into the inbox");
  }
}
