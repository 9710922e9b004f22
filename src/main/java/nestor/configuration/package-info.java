/**
 * Configuration from {@code nestor.yaml} and the environment. It is read once at the start, and
 * every fault is reported at once; nothing here acts on it. Start at {@link
 * nestor.configuration.Configuration}.
 */
@NullMarked
package nestor.configuration;

import org.jspecify.annotations.NullMarked;
