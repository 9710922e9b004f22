/**
 * Result of an evaluation: the one answer that each rule gets, its findings, and their evidence.
 * Start at {@link nestor.engine.assessment.Assessment}.
 */
@NullMarked
package nestor.engine.assessment;

import org.jspecify.annotations.NullMarked;
