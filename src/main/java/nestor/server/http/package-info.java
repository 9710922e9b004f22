/**
 * HTTP while the server runs: the filter that requests pass, bodies spooled to disk before they are
 * read, content negotiation, problems (RFC 9457), and the endpoints that the routes call.
 */
@NullMarked
package nestor.server.http;

import org.jspecify.annotations.NullMarked;
