/**
 * Advisories: ranked recommendations made of an assessment, compared with the previous advisory,
 * stored, scored and confirmed. Rendering is in {@code nestor.delivery}.
 */
@NullMarked
package nestor.advisory;

import org.jspecify.annotations.NullMarked;
