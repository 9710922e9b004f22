/**
 * Lints of a rulebook that could be read: conditions that never hold, unused facts, duplicate
 * rules. Use them before an edit goes live; advice does not need them. One class makes related
 * lints.
 */
@NullMarked
package nestor.rulebook.lint;

import org.jspecify.annotations.NullMarked;
