/**
 * Report to a person on how a document was read. Start at {@link
 * nestor.evidence.report.ReadingReport}.
 */
@NullMarked
package nestor.evidence.report;

import org.jspecify.annotations.NullMarked;
