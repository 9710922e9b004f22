/**
 * HTTP while the server runs: who is let in, bodies that are kept on disk before anything is read
 * of them, and the endpoints that the routes call.
 */
@NullMarked
package nestor.app.web;

import org.jspecify.annotations.NullMarked;
