/**
 * The questions to ask an organisation next: what would settle the most rules, and the most urgent
 * ones.
 */
@NullMarked
package nestor.engine.questions;

import org.jspecify.annotations.NullMarked;
