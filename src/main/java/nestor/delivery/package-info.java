/**
 * What people read: an advisory rendered as text for a terminal, as JSON for programs, as Markdown
 * and as a page. All wording and all looks are in the rulebook's templates; this package brings
 * what a template language cannot do, such as setting text at a width and keeping the words of the
 * data from being read as markup.
 */
@NullMarked
package nestor.delivery;

import org.jspecify.annotations.NullMarked;
