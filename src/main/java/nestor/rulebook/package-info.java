/**
 * The rulebook that consultants edit: vocabulary, thresholds, tables, rules and their wording, read
 * from a folder, checked, compiled, and named by the hash of its content. Everything about the
 * field of advice is in that folder; nothing of it is in this package.
 */
@NullMarked
package nestor.rulebook;

import org.jspecify.annotations.NullMarked;
