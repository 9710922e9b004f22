/**
 * Faults as people read them: a {@link nestor.diagnostics.Diagnostic} names the place, what is
 * wrong and the cure. All other packages report faults with these types.
 */
@NullMarked
package nestor.diagnostics;

import org.jspecify.annotations.NullMarked;
