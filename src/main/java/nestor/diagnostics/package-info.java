/**
 * What is told to a person: a {@link nestor.diagnostics.Diagnostic} names the place, what is wrong
 * and the cure. Everything above reports faults with these types; nothing here knows rulebooks,
 * documents or the server.
 */
@NullMarked
package nestor.diagnostics;

import org.jspecify.annotations.NullMarked;
