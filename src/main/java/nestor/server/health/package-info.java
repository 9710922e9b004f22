/**
 * Health checks: what must hold for the server to do its work, for {@code /health/ready}, the
 * status page and {@code nestor status}.
 */
@NullMarked
package nestor.server.health;

import org.jspecify.annotations.NullMarked;
