/**
 * Logging set up by code: one line on standard error for commands, files in the home for the
 * server.
 */
@NullMarked
package nestor.logging;

import org.jspecify.annotations.NullMarked;
