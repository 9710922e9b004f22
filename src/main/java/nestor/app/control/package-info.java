/**
 * How commands ask a running server, and how the server answers them; without a server the commands
 * look into the home themselves, with the same operations.
 */
@NullMarked
package nestor.app.control;

import org.jspecify.annotations.NullMarked;
