/**
 * Everything that compiles rules with Drools, the cache of what was compiled, and the classes that
 * compiled rules call. Besides {@code nestor.engine.evaluation}, no other package knows Drools.
 */
@NullMarked
package nestor.rulebook.drools;

import org.jspecify.annotations.NullMarked;
