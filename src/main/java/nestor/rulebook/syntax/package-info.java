/**
 * The syntax of the part of DRL in which guidance is written: lexer, parser, and the tree of type
 * declarations, rules, conditions and one-line consequences. The grammar is an allow-list: imports,
 * calls, assignments and loops have no production. Use it to read rules; {@code
 * nestor.rulebook.load} decides whether they make sense.
 */
@NullMarked
package nestor.rulebook.syntax;

import org.jspecify.annotations.NullMarked;
