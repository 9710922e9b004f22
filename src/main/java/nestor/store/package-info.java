/**
 * The one room that speaks to the database, and to the disk where what is written must outlive a
 * crash. The rooms above keep their own tables through a {@link nestor.store.Transaction}; what
 * {@link nestor.store.Store#write} returned is on disk.
 */
@NullMarked
package nestor.store;

import org.jspecify.annotations.NullMarked;
