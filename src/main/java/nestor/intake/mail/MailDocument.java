package nestor.intake.mail;

import nestor.intake.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Document that came with a message: its receipt, or the reason why there is none. A line of the
 * message that replies to a recommendation is one, too; lines of a message may share a receipt.
 *
 * @param part its place in the message, from 1; that of a reply from {@link #FIRST_REPLY}
 * @param name its file's name, or the line as it was written
 * @param receipt its receipt, or null where it could not even be taken out of the message
 * @param reason why not, where there is no receipt; of a reply with one, what becomes of it
 */
public record MailDocument(
    int part, String name, @Nullable Receipt receipt, @Nullable String reason) {
  /** Place of the first reply, behind all files that a message can have. */
  public static final int FIRST_REPLY = 20_000;

  private static final int FIRST_OF_ARCHIVES = 1_000_000;

  /** Whether it is a line that replies to recommendations. */
  public boolean isReply() {
    return part >= FIRST_REPLY && part < FIRST_OF_ARCHIVES;
  }
}
