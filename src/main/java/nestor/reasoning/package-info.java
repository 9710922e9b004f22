/**
 * Holding a dossier against a rulebook. Drools finds the matches in what is on record; the
 * assessment of incomplete knowledge then decides which of them hold whatever the missing data may
 * be, which rules missing data could still make due, and what would settle them. Every rule gets
 * exactly one answer.
 */
@NullMarked
package nestor.reasoning;

import org.jspecify.annotations.NullMarked;
