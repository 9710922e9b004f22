/**
 * Status of a server and of its home: one tree of records, which the command {@code nestor status}
 * prints as text or JSON, and the status page shows.
 */
@NullMarked
package nestor.server.status;

import org.jspecify.annotations.NullMarked;
