/**
 * The loader of a rulebook: reads the folder, builds the vocabulary, checks every rule, threshold
 * and table, and reports all faults at once. Nothing here needs Drools, so that lints, schemas and
 * the formatter run without it.
 */
@NullMarked
package nestor.rulebook.load;

import org.jspecify.annotations.NullMarked;
