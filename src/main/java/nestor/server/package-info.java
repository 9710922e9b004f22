/**
 * The server: its composition root and, in the packages below, the pipeline of documents, health
 * checks, reload of rulebook and routes, HTTP, authentication, pages, mail and administration.
 * Everything is put together by constructor calls.
 */
@NullMarked
package nestor.server;

import org.jspecify.annotations.NullMarked;
