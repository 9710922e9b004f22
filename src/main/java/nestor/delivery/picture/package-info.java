/** Images for mail and PDF: SVG made by templates, as pixels or as vectors. */
@NullMarked
package nestor.delivery.picture;

import org.jspecify.annotations.NullMarked;
