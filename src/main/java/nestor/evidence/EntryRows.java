package nestor.evidence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import nestor.csv.CsvReader;
import nestor.evidence.text.NumberText;
import nestor.evidence.text.WrittenNumber;
import org.jspecify.annotations.Nullable;

/**
 * Rows below a header that are entries. A second header, sums and remarks are no entries; they are
 * noted and left out.
 */
final class EntryRows {
  private static final Pattern STROKES = Pattern.compile(":?[-=_]{2,}:?");
  private static final int WORDS_OF_A_REMARK = 5;

  private final VocabularyIndex vocabularyIndex;
  private final Table table;
  private final Table.Row header;
  private final BitSet known;
  private final ParseContext context;
  private final List<Table.Row> rows;
  private final List<Table.Row> entries = new ArrayList<>();
  private final List<Table.Row> headers = new ArrayList<>();
  private final List<Table.Row> blank = new ArrayList<>();

  private @Nullable Map<String, Integer> lastTotals;

  /** Number of entries above the last row of sums. */
  private int summed;

  private EntryRows(
      VocabularyIndex vocabularyIndex,
      Table table,
      TableHeader header,
      TableColumns columns,
      ParseContext context) {
    this.vocabularyIndex = vocabularyIndex;
    this.table = table;
    this.header = header.row(table);
    this.rows = table.rows().subList(header.index() + 1, table.rows().size());
    this.known = columns.all();
    this.context = context;
  }

  /** The entries below the header; the rest is noted. */
  static List<Table.Row> of(
      VocabularyIndex vocabularyIndex,
      Table table,
      TableHeader header,
      TableColumns columns,
      ParseContext context) {
    return new EntryRows(vocabularyIndex, table, header, columns, context).sorted();
  }

  private List<Table.Row> sorted() {
    for (int i = 0; i < rows.size(); i++) {
      Table.Row row = rows.get(i);
      if (repeatsHeader(row)) {
        headers.add(row);
      } else if (isTotal(i)) {
        boolean isAverage =
            vocabularyIndex.total(row.cell(row.firstFilled())) == VocabularyIndex.Total.AVERAGES;
        passOver(row, isAverage ? "is a row of averages" : "is a row of sums");
      } else if (isTitleOfGroup(i)) {
        passOver(row, "is the title of a group, whose sums are below");
      } else if (isTitleAboveHeader(i)) {
        passOver(row, "is the title of a group, whose header is below");
      } else if (isLine(row)) {
        passOver(row, "is a line");
      } else if (isRemark(i)) {
        passOver(row, "is no entry");
      } else if (!isOfOtherSeparator(row) && fits(row)) {
        (holdsKnown(row) ? entries : blank).add(row);
      }
    }
    tellBlank();
    doubtTitles();
    if (!headers.isEmpty()) {
      context.passOver(
          table.place(headers.get(0)),
          (headers.size() == 1 ? "repeats the header" : table.named(headers) + " repeat the header")
              + "; passed over",
          "");
    }
    return entries;
  }

  /** Doubts rows of one text where the first entry is one, as titles of groups are. */
  private void doubtTitles() {
    if (entries.size() < 3 || header.filled() < 2 || entries.get(0).filled() != 1) {
      return;
    }
    List<Table.Row> alone = entries.stream().filter(row -> row.filled() == 1).toList();
    if (2 * alone.size() <= entries.size()) {
      Table.Row first = alone.get(0);
      context.warn(
          table.place(first, first.firstFilled()),
          MessageText.quoted(first.cell(first.firstFilled()))
              + (alone.size() == 1
                  ? " stands alone in its row, and is taken for an entry"
                  : " and "
                      + (alone.size() - 1)
                      + " more stand alone in their rows, and are taken"
                      + " for entries"),
          "remove what is the title of a group");
    }
  }

  private void tellBlank() {
    if (blank.isEmpty()) {
      return;
    }
    String hold =
        (blank.size() == 1 ? "holds" : table.named(blank) + " hold")
            + " nothing in the column of a field";
    if (!entries.isEmpty()) {
      context.passOver(table.place(blank.get(0)), hold + "; passed over", "");
    } else if (!context.isFaulty()) {
      context.fault(
          table.place(blank.get(0)),
          hold + ", and no other row does",
          "look whether the values stand below their headings");
    }
  }

  private void passOver(Table.Row row, String what) {
    int first = row.firstFilled();
    context.passOver(
        table.place(row, first),
        MessageText.quoted(row.cell(first)) + " " + what + "; passed over",
        "");
  }

  private boolean repeatsHeader(Table.Row row) {
    int same = 0;
    for (int column = 0; column < row.cells().size(); column++) {
      String cell = row.cell(column);
      if (!cell.isEmpty()) {
        if (!cell.equalsIgnoreCase(header.cell(column))) {
          return false;
        }
        same++;
      }
    }
    return same > 0 && (same > 1 || header.filled() == 1);
  }

  /**
   * Whether the row begins with the word of a total, and holds sums or averages of what stands
   * above it, or counts, or less than an entry, or stands apart, where the table ends. What only
   * has the word is an entry.
   */
  private boolean isTotal(int index) {
    Table.Row row = rows.get(index);
    String first = row.cell(row.firstFilled());
    if (entries.isEmpty()) {
      return false;
    }
    VocabularyIndex.Total total = vocabularyIndex.total(first);
    boolean isAverage = total == VocabularyIndex.Total.AVERAGES;
    if (total == VocabularyIndex.Total.NONE) {
      // Such as the subtotal of a group, which is named behind the word.
      boolean isSum =
          !vocabularyIndex.behindTotal(first).isEmpty()
              && (holdsSums(row, 0, false) || holdsSums(row, summed, false));
      summed = isSum ? entries.size() : summed;
      return isSum;
    }
    if (holdsSums(row, 0, isAverage)
        || holdsSums(row, summed, isAverage)
        || (isLast(index)
            && (knownCells(row) < mostKnownCells() || isApart(index) || holdsCounts(row)))) {
      summed = entries.size();
      return true;
    }
    context.warn(
        table.place(row, row.firstFilled()),
        MessageText.quoted(first)
            + " is taken for an entry, as it holds no "
            + (isAverage ? "averages" : "sums"),
        "remove the row if it is no entry");
    return false;
  }

  /** Whether each cell holds nothing but strokes, as below the header of a table in Markdown. */
  private static boolean isLine(Table.Row row) {
    for (String cell : row.cells()) {
      if (!cell.isEmpty() && (cell.length() == 1 || !isStrokes(cell))) {
        return false;
      }
    }
    return row.filled() > 0;
  }

  private static boolean isStrokes(String cell) {
    return ":-=_".indexOf(cell.charAt(0)) >= 0 && STROKES.matcher(cell).matches();
  }

  /** Whether the row holds one text, which a total further below is named after. */
  private boolean isTitleOfGroup(int index) {
    Table.Row row = rows.get(index);
    String title = row.holdsOne() ? row.cell(row.firstFilled()) : "";
    return !title.isEmpty()
        && header.filled() > 1
        && lastTotals().getOrDefault(title.toLowerCase(Locale.ROOT), 0) > index;
  }

  /** Whether the row holds one text, and the header stands once more below it. */
  private boolean isTitleAboveHeader(int index) {
    return header.filled() > 1
        && rows.get(index).filled() == 1
        && index + 1 < rows.size()
        && repeatsHeader(rows.get(index + 1));
  }

  /** The groups that totals are named after, in small letters, with the last row of each. */
  private Map<String, Integer> lastTotals() {
    if (lastTotals == null) {
      lastTotals = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        Table.Row row = rows.get(i);
        String group = vocabularyIndex.behindTotal(row.cell(row.firstFilled()));
        lastTotals.put(group.toLowerCase(Locale.ROOT), i);
      }
    }
    return lastTotals;
  }

  private boolean isApart(int index) {
    return index > 0 && rows.get(index).number() > rows.get(index - 1).number() + 1;
  }

  private boolean isLast(int index) {
    return index + 1 == rows.size()
        || isApart(index + 1)
        || vocabularyIndex.total(rows.get(index + 1).cell(rows.get(index + 1).firstFilled()))
            != VocabularyIndex.Total.NONE;
  }

  private int mostKnownCells() {
    return entries.stream().mapToInt(this::knownCells).max().orElse(0);
  }

  private boolean holdsKnown(Table.Row row) {
    for (int column = known.nextSetBit(0); column >= 0; column = known.nextSetBit(column + 1)) {
      if (!row.cell(column).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private int knownCells(Table.Row row) {
    int cells = 0;
    for (int column = known.nextSetBit(0); column >= 0; column = known.nextSetBit(column + 1)) {
      cells += row.cell(column).isEmpty() ? 0 : 1;
    }
    return cells;
  }

  /**
   * Whether a number in the row is the sum or average of those in its column, from that entry on.
   */
  private boolean holdsSums(Table.Row row, int from, boolean average) {
    for (int column = row.firstFilled() + 1; column < row.cells().size(); column++) {
      BigDecimal stated = number(row.cell(column));
      if (stated != null && from < entries.size()) {
        BigDecimal sum = BigDecimal.ZERO;
        int summands = 0;
        for (Table.Row entry : entries.subList(from, entries.size())) {
          BigDecimal summand = number(entry.cell(column));
          sum = summand == null ? sum : sum.add(summand);
          summands += summand == null ? 0 : 1;
        }
        BigDecimal due =
            average && summands > 0
                ? sum.divide(BigDecimal.valueOf(summands), stated.scale(), RoundingMode.HALF_UP)
                : sum;
        if (due.signum() != 0 && due.compareTo(stated) == 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the row has a number where no entry has one, such as how many entries there are. */
  private boolean holdsCounts(Table.Row row) {
    for (int column = row.firstFilled() + 1; column < row.cells().size(); column++) {
      int at = column;
      if (number(row.cell(at)) != null
          && entries.stream().allMatch(entry -> number(entry.cell(at)) == null)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable BigDecimal number(String cell) {
    if (cell.isEmpty() || cell.length() >= 30) {
      return null;
    }
    if (CellValueReader.isPlainNumber(cell)) {
      return new BigDecimal(cell);
    }
    WrittenNumber number = NumberText.read(cell);
    return number == null ? null : number.isOpen() ? number.grouped() : number.value();
  }

  /**
   * Whether the row holds one text that is no name: it stands across columns, begins like a comment
   * of a file, or reads like a footnote below the table.
   */
  private boolean isRemark(int index) {
    Table.Row row = rows.get(index);
    int first = row.firstFilled();
    if (!row.holdsOne() || header.filled() < 2) {
      return false;
    }
    String text = row.cell(first);
    boolean isBelow =
        isAfterGap(index)
            && rows.subList(index, rows.size()).stream().allMatch(other -> other.filled() == 1);
    return row.across().get(first)
        || (text.startsWith("#") && first == 0 && !CellValueReader.isPlainNumber(text.substring(1)))
        || (isBelow
            && (text.contains(":")
                || text.startsWith("*")
                || text.endsWith(".")
                || text.split("\\s+").length >= WORDS_OF_A_REMARK));
  }

  /** Whether a blank row stands between the row and the last entry above it. */
  private boolean isAfterGap(int index) {
    for (int i = index; i > 0; i--) {
      if (rows.get(i).number() > rows.get(i - 1).number() + 1) {
        return true;
      }
      if (rows.get(i - 1).filled() != 1) {
        return false;
      }
    }
    // Below a header alone, as of a section that is given as empty.
    return rows.size() == 1 && rows.get(0).number() > header.number() + 1;
  }

  /** A row of a file whose cells another separator parts than those of the header. */
  private boolean isOfOtherSeparator(Table.Row row) {
    if (table.sheet() != null || row.cells().size() > 1 || header.cells().size() == 1) {
      return false;
    }
    for (char separator : CsvReader.SEPARATORS.toCharArray()) {
      if (row.cell(0).chars().filter(c -> c == separator).count() == header.cells().size() - 1) {
        context.fault(
            table.place(row),
            "has one cell, the header "
                + header.cells().size()
                + ": "
                + MessageText.quoted(String.valueOf(separator))
                + " does not separate cells there",
            "use one separator in all lines");
        return true;
      }
    }
    return false;
  }

  /** A row of a file cannot be longer than its header; a sheet has no such rule. */
  private boolean fits(Table.Row row) {
    int width = header.cells().size();
    for (int column = width; column < row.cells().size() && table.sheet() == null; column++) {
      if (!row.cell(column).isEmpty()) {
        context.fault(
            table.place(row),
            "has "
                + row.cells().size()
                + " cells, the header "
                + width
                + ": "
                + MessageText.quoted(row.cell(column))
                + " stands beyond it",
            "put a text that holds the separator in double quotes, or name the column");
        return false;
      }
    }
    return true;
  }
}
