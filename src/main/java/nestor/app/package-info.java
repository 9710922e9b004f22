/**
 * The composition root: the command line, and the server that Camel feeds. Everything is put
 * together here by constructor calls, and nothing is decided.
 */
@NullMarked
package nestor.app;

import org.jspecify.annotations.NullMarked;
