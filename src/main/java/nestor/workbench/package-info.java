/**
 * The tools of those who write rules: scenarios, coverage, mutation testing, impact of an edit,
 * what-if, and the scaffold of a new rule. All of them use the same engine as the advice itself.
 */
@NullMarked
package nestor.workbench;

import org.jspecify.annotations.NullMarked;
