/** Workbooks that people fill in, made from a rulebook's vocabulary. */
@NullMarked
package nestor.workbook;

import org.jspecify.annotations.NullMarked;
