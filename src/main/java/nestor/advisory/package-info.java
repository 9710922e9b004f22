/** From findings to advice: ranking, and comparison with the previous advisory. */
@NullMarked
package nestor.advisory;

import org.jspecify.annotations.NullMarked;
