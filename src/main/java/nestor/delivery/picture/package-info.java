/** Drawings: SVG made of templates, as pixels for mail and as lines and surfaces for paper. */
@NullMarked
package nestor.delivery.picture;

import org.jspecify.annotations.NullMarked;
