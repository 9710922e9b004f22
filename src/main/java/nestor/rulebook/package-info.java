/**
 * Model of the rulebook that consultants edit: vocabulary, thresholds, tables, rules and wording,
 * named by the hash of its content. Everything about the field of advice is in the rulebook's
 * folder; nothing of it is in this package.
 */
@NullMarked
package nestor.rulebook;

import org.jspecify.annotations.NullMarked;
