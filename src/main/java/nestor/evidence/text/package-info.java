/**
 * Values as people write them: dates, numbers and choices, read from text without regard to where
 * it stands. Start at {@link nestor.evidence.text.DateText} and {@link
 * nestor.evidence.text.NumberText}.
 */
@NullMarked
package nestor.evidence.text;

import org.jspecify.annotations.NullMarked;
