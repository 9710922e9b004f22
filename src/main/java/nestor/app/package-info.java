/**
 * The composition root: the command line ({@code Main}), and the server that Camel feeds ({@code
 * Desk}). Everything is put together here by constructor calls; its rooms below do the work.
 */
@NullMarked
package nestor.app;

import org.jspecify.annotations.NullMarked;
