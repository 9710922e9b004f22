/**
 * What is known of an organisation: the current sections, merged from all documents that arrived,
 * each with its origin.
 */
@NullMarked
package nestor.dossier;

import org.jspecify.annotations.NullMarked;
