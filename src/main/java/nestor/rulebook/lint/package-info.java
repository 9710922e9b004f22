/**
 * Lints of a rulebook that could be read: conditions that never hold, unused facts, duplicate
 * rules. Use them before an edit goes live; advice does not need them. {@link
 * nestor.rulebook.lint.Linter} runs all of them; each is a class named by its id.
 */
@NullMarked
package nestor.rulebook.lint;

import org.jspecify.annotations.NullMarked;
