/**
 * Reload of what is edited while the server runs: the active rulebook with its archive of versions,
 * and the Camel routes. An edit is validated first; a bad one never replaces what runs.
 */
@NullMarked
package nestor.server.reload;

import org.jspecify.annotations.NullMarked;
