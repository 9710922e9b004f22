/**
 * What the pages of the server show: values for the templates in the rulebook's {@code
 * templates/pages}, made of what the desk keeps and of the rulebook in force. Nothing here is
 * worded or laid out, and nothing knows how a page is asked for.
 */
@NullMarked
package nestor.pages;

import org.jspecify.annotations.NullMarked;
