/**
 * Store: the only package with JDBC, and the file operations that survive a crash. Other packages
 * keep their own tables through a {@link nestor.store.Transaction}. What {@link
 * nestor.store.Database#write} returned is on disk.
 */
@NullMarked
package nestor.store;

import org.jspecify.annotations.NullMarked;
