/**
 * Limits of one evaluation, in steps and in time, which end a rule that runs away. Start at {@link
 * nestor.engine.budget.EvaluationBudget}.
 */
@NullMarked
package nestor.engine.budget;

import org.jspecify.annotations.NullMarked;
