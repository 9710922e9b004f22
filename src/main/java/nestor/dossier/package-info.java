/**
 * Dossiers: the current sections of each organisation, merged from all documents that arrived, each
 * with its origin and history.
 */
@NullMarked
package nestor.dossier;

import org.jspecify.annotations.NullMarked;
