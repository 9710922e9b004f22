/** Who may see what over HTTP: the tokens, and the caller that one stands for. */
@NullMarked
package nestor.access;

import org.jspecify.annotations.NullMarked;
