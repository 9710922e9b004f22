/**
 * What a careful reader would remark on a rulebook that could be read: conditions that never hold,
 * facts that nobody reads, rules that say the same twice. Use it before an edit goes live; advice
 * does not need it.
 */
@NullMarked
package nestor.rulebook.lint;

import org.jspecify.annotations.NullMarked;
