/**
 * What {@code nestor.yaml} and the environment say: read once at the start, with every fault told
 * at once. Nothing here acts on it.
 */
@NullMarked
package nestor.configuration;

import org.jspecify.annotations.NullMarked;
