/**
 * Readers of documents: the bytes of any known format become sections of entries, or a rejection
 * that names every fault with place and cure. Start at {@link nestor.evidence.DocumentReader}.
 * Files of the rulebook are read by {@code nestor.rulebook.source} instead.
 */
@NullMarked
package nestor.evidence;

import org.jspecify.annotations.NullMarked;
