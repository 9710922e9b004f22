/**
 * The explanation of an answer, condition by condition, with the values read and what would change
 * it. Start at {@link nestor.engine.explanation.Explainer}.
 */
@NullMarked
package nestor.engine.explanation;

import org.jspecify.annotations.NullMarked;
