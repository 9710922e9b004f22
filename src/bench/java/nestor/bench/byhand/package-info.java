/**
 * The shipped guidance as a programmer would write it in plain Java, without any rule engine: typed
 * entries, look-up sets and loops. It finds the same matches as the rules do; it words no reasons,
 * knows nothing of missing data, and a consultant cannot edit it.
 */
@NullMarked
package nestor.bench.byhand;

import org.jspecify.annotations.NullMarked;
