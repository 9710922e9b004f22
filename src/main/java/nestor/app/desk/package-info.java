/**
 * The way of a document through the server: what came in is read in its order, each organisation is
 * advised once its documents have stopped coming, and advisories are handed over to the outbox.
 * Each step is a loop that takes up after a crash what it had not finished. What it needs of
 * rulebook and templates are interfaces here. HTTP and mail are not known, and Camel only to what
 * watches the inbox.
 */
@NullMarked
package nestor.app.desk;

import org.jspecify.annotations.NullMarked;
