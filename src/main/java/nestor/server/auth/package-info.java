/**
 * Authentication of HTTP requests: tokens, the {@link nestor.server.auth.Principal} that one stands
 * for, browser sessions, and limits of rate and concurrency.
 */
@NullMarked
package nestor.server.auth;

import org.jspecify.annotations.NullMarked;
