package nestor.intake.mail;

import nestor.intake.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Document that came with a message: its receipt, or the reason why there is none.
 *
 * @param part its place in the message, from 1
 * @param receipt its receipt, or null where it could not even be taken out of the message
 * @param reason why not, where there is no receipt
 */
public record MailDocument(
    int part, String name, @Nullable Receipt receipt, @Nullable String reason) {}
