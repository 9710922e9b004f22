package nestor.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Reader of XLSX workbooks into tables of text, one a sheet. {@link WorkbookSafety} must have
 * passed the bytes before.
 */
final class Workbook {
  /** A spreadsheet shows this many digits of a number and stores the noise of two more. */
  private static final MathContext SHOWN_DIGITS = new MathContext(15);

  /** From the first day of one calendar of spreadsheets to that of the other. */
  private static final int DAYS_TO_1904 = 1_462;

  private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final Pattern NOT_FORMAT =
      Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.");

  private Workbook() {}

  /** The tables, one a sheet and in its order; null, and a fault, where this is no workbook. */
  static @Nullable List<Table> read(byte[] content, ParseContext context) {
    if (content.length > 8 && ReadableWorkbook.isOLE2Header(content)) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "is a workbook of the old kind or locked with a password",
          "save it as .xlsx without a password");
      return null;
    }
    try {
      WorkbookSafety safety = new WorkbookSafety(context);
      if (!safety.allows(content)) {
        return null;
      }
      byte[] common = safety.isStrict() ? StrictWorkbook.common(content) : content;
      if (common == null) {
        context.fault(
            Location.WHOLE_DOCUMENT,
            "is saved as Strict Open XML, and too large to be read so",
            "choose Excel Workbook (.xlsx) when saving");
        return null;
      }
      try (ReadableWorkbook workbook =
          new ReadableWorkbook(
              new ByteArrayInputStream(common), new ReadingOptions(safety.isStyled(), true))) {
        List<Table> tables = new ArrayList<>();
        for (Sheet sheet : workbook.getSheets().toList()) {
          int shift = safety.countsFrom1904() && !workbook.isDate1904() ? DAYS_TO_1904 : 0;
          tables.add(read(sheet, safety, shift));
        }
        return tables;
      }
    } catch (IOException | RuntimeException e) {
      // What the library throws, declared or not, says that the archive is no sound workbook.
      context.fault(
          Location.WHOLE_DOCUMENT,
          "is not an XLSX workbook, or is damaged",
          "open it in a spreadsheet program and save it as .xlsx");
      return null;
    }
  }

  private static Table read(Sheet sheet, WorkbookSafety safety, int shift) throws IOException {
    List<Table.Row> rows = new ArrayList<>();
    try (Stream<Row> stream = sheet.openStream()) {
      for (Iterator<Row> it = stream.iterator(); it.hasNext(); ) {
        Row row = it.next();
        List<String> cells = new ArrayList<>();
        BitSet numbers = new BitSet();
        for (Cell cell : row) {
          if (cell != null && cell.getValue() instanceof BigDecimal && !isDate(cell)) {
            numbers.set(cells.size());
          }
          cells.add(cell == null ? "" : FieldValueReader.trimmed(text(cell, shift)));
        }
        Table.Row read = new Table.Row(row.getRowNum(), cells, numbers, new BitSet());
        if (!read.isBlank()) {
          rows.add(read);
        }
      }
    }
    return new Table(
        FieldValueReader.trimmed(sheet.getName()),
        safety.merged(sheet.getId()).fill(rows, WorkbookSafety.MOST_CELLS),
        sheet.getVisibility() != SheetVisibility.VISIBLE,
        safety.countsFrom1904(),
        safety.hidden(sheet.getId()));
  }

  /**
   * Text that a cell shows.
   *
   * @param shift days that are missing from dates, as the library reads them
   */
  private static String text(Cell cell, int shift) {
    Object value = cell.getValue();
    if (value == null) {
      // What cannot be read as what the cell claims to hold is shown as it stands, and refused.
      String raw = Objects.requireNonNullElse(cell.getRawValue(), "");
      return cell.getFormula() == null ? raw : "=" + cell.getFormula();
    }
    if (!(value instanceof BigDecimal number)) {
      return unescaped(value.toString());
    }
    if (isDate(cell) && number.signum() > 0 && number.compareTo(LAST_DAY) <= 0) {
      return cell.asDate().toLocalDate().plusDays(shift).toString();
    }
    // A number of any size is shown as it stands, and refused as too long where it is read.
    return Math.abs((long) number.scale()) > 400
        ? number.toString()
        : number.round(SHOWN_DIGITS).toPlainString();
  }

  /** The text without the escapes that a workbook has for characters XML cannot hold. */
  private static String unescaped(String text) {
    return text.contains("_x")
        ? ESCAPE
            .matcher(text)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(escape.group(1), 16))))
        : text;
  }

  private static boolean isDate(Cell cell) {
    Integer id = cell.getDataFormatId();
    if (id == null) {
      return false;
    }
    // Formats that a spreadsheet program knows by number alone, some of them by country.
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
      return true;
    }
    String format = cell.getDataFormatString();
    if (format == null) {
      return false;
    }
    String letters = NOT_FORMAT.matcher(format).replaceAll("").toLowerCase(Locale.ROOT);
    return letters.indexOf('y') >= 0 || letters.indexOf('d') >= 0;
  }
}
