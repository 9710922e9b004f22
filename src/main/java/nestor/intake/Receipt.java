package nestor.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Receipt of one document: its name, hash, time of arrival, state, and the reason of a refusal.
 *
 * @param id unique, and in the order of arrival when sorted as text
 * @param name the document's file name, made harmless
 * @param placedFor the organisation for which it was put where it was found, or null
 * @param sha256 of its bytes, in hex
 * @param size in bytes
 * @param reason why it was quarantined, what was odd about it though it was accepted, or null
 * @param organisation the organisation that it is about, or null until that is known
 * @param path where the document lies now, relative to the home folder, with {@code /} between
 *     names
 * @param reading how it was read, as JSON, or null while it was not, or where it could not be
 */
public record Receipt(
    String id,
    String name,
    @Nullable String placedFor,
    String sha256,
    long size,
    Instant receivedAt,
    State state,
    @Nullable String reason,
    @Nullable String organisation,
    String path,
    @Nullable String reading) {

  /** State of a document. */
  public enum State {
    /** Safe on disk, and waiting to be read. */
    RECEIVED,
    /** Its sections are in the dossier. */
    ACCEPTED,
    /** It says nothing that the dossier did not hold already. */
    DUPLICATE,
    /** It could not be taken in; the reason says why. */
    QUARANTINED,
    /** It held documents of several organisations, which have receipts of their own. */
    DIVIDED,
    /** It could not be taken in, and was taken up again as another; it lies where it lay. */
    REPLAYED
  }

  Receipt decided(
      State state,
      @Nullable String reason,
      @Nullable String organisation,
      String path,
      @Nullable String reading) {
    return new Receipt(
        id, name, placedFor, sha256, size, receivedAt, state, reason, organisation, path, reading);
  }
}
