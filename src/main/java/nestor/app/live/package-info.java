/**
 * What is edited while the server runs: the rulebook in force with the versions that it had, and
 * the routes.
 */
@NullMarked
package nestor.app.live;

import org.jspecify.annotations.NullMarked;
