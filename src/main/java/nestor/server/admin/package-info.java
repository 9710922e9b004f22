/**
 * The administration channel: how commands ask a running server, over a Unix domain socket of its
 * owner, and the same operations on a home that nobody serves; backup and restore.
 */
@NullMarked
package nestor.server.admin;

import org.jspecify.annotations.NullMarked;
