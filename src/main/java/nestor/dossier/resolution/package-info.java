/**
 * Resolution of dossiers: what names, references and doubtful values of a dossier stand for, before
 * anything evaluates it.
 */
@NullMarked
package nestor.dossier.resolution;

import org.jspecify.annotations.NullMarked;
