/**
 * The other files of a rulebook, read so that every value knows its line: YAML and CSV, and the
 * formatter of {@code nestor fmt}. Documents of organisations are read by {@code nestor.evidence}
 * instead.
 */
@NullMarked
package nestor.rulebook.source;

import org.jspecify.annotations.NullMarked;
