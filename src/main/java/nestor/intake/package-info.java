/**
 * Receiving documents so that none is lost: whole on disk and recorded before anyone is told that
 * it arrived, and afterwards kept for ever, in the archive or in quarantine.
 */
@NullMarked
package nestor.intake;

import org.jspecify.annotations.NullMarked;
