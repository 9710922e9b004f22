/**
 * The evaluation of a dossier under a rulebook. Drools finds the matches in what is on record; the
 * three-valued evaluation of the same conditions decides which of them hold whatever the missing
 * data may be, which rules missing data leaves open, and what would settle them. Every rule gets
 * exactly one answer. Start at {@link nestor.engine.evaluation.Assessor}.
 */
@NullMarked
package nestor.engine.evaluation;

import org.jspecify.annotations.NullMarked;
