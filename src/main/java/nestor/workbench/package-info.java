/**
 * Workbench for authors of rules: scenarios, coverage, mutation testing, impact, what-if, and the
 * scaffold of a new rule. All of it uses the engine that gives the advice.
 */
@NullMarked
package nestor.workbench;

import org.jspecify.annotations.NullMarked;
