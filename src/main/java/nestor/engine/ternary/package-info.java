/**
 * Values that may be unknown, and three-valued logic over them: comparisons and calculations whose
 * answer is yes, no, or open, with the data that would settle it. Start at {@link
 * nestor.engine.ternary.Ternary} and {@link nestor.engine.ternary.Unknown}.
 */
@NullMarked
package nestor.engine.ternary;

import org.jspecify.annotations.NullMarked;
