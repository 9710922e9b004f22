/**
 * CSV text, read so that every cell knows its place. Documents of organisations and tables of a
 * rulebook are both read by it; CSV that is written goes through {@code nestor.delivery}.
 */
@NullMarked
package nestor.csv;

import org.jspecify.annotations.NullMarked;
