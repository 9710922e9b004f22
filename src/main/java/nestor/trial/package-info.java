/**
 * Trying a rulebook out: scenarios beside the rules, which state what must come of given data. Use
 * it before an edit goes live; it uses the same reasoning as the advice itself.
 */
@NullMarked
package nestor.trial;

import org.jspecify.annotations.NullMarked;
