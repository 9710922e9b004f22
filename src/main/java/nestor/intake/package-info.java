/**
 * Intake of documents: each is whole on disk and recorded before its arrival is acknowledged, and
 * afterwards stays in the archive or in quarantine. Start at {@link nestor.intake.Intake}; mail
 * comes in through {@code nestor.intake.mail}.
 */
@NullMarked
package nestor.intake;

import org.jspecify.annotations.NullMarked;
