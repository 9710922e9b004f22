/**
 * The search for the smallest change of the data that gives a rule another answer. Every change
 * that is offered was applied to a copy of the dossier and evaluated.
 */
@NullMarked
package nestor.engine.counterfactual;

import org.jspecify.annotations.NullMarked;
