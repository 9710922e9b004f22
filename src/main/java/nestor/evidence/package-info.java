/**
 * Understanding documents: the bytes of any known format become sections of entries, or a rejection
 * that names every fault with its place and cure.
 */
@NullMarked
package nestor.evidence;

import org.jspecify.annotations.NullMarked;
