/**
 * Models of the web pages: values for the templates in the rulebook's {@code templates/pages}.
 * Nothing here is worded or laid out, and nothing knows how a page is requested.
 */
@NullMarked
package nestor.server.pages;

import org.jspecify.annotations.NullMarked;
