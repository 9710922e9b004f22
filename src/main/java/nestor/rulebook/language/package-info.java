/**
 * The part of DRL in which guidance is written, as text becomes a tree: type declarations, rules,
 * their conditions and one-line consequences. What this grammar has no word for (imports, calls,
 * assignments, loops) a rule cannot do; the grammar is the allow-list. Use it to read rules; the
 * rulebook package decides whether they make sense.
 */
@NullMarked
package nestor.rulebook.language;

import org.jspecify.annotations.NullMarked;
