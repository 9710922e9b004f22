/**
 * The way of a document through the server: receipts are processed in order, each organisation is
 * advised once its documents have stopped coming, and advisories are handed to the outbox. Each
 * step is a {@link nestor.server.pipeline.WorkerLoop} that resumes after a crash. HTTP and mail are
 * not known here.
 */
@NullMarked
package nestor.server.pipeline;

import org.jspecify.annotations.NullMarked;
