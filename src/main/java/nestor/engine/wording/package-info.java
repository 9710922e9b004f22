/**
 * Conditions, entries and missing data in plain words, with the phrases of the rulebook. Used by
 * explanations and questions; the reasons of advice are worded by the evaluation itself.
 */
@NullMarked
package nestor.engine.wording;

import org.jspecify.annotations.NullMarked;
