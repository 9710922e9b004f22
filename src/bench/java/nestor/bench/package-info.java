/** Measures Nestor side by side with its peers, on the same guidance and the same organisations. */
@NullMarked
package nestor.bench;

import org.jspecify.annotations.NullMarked;
