package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.csv.CsvReader;
import org.jspecify.annotations.Nullable;

/**
 * Parser of CSV text into a {@link Table}. The separator is a comma, semicolon, tab or bar:
 * whichever a first line {@code sep=} tells, else the one by which the header names most fields.
 */
final class CsvText {
  /** So many lines show which separator the header has. */
  private static final int LINES_OF_HEADER = 30;

  /** The line by which spreadsheet programs tell each other the separator; its end stays. */
  private static final Pattern TOLD_SEPARATOR =
      Pattern.compile("\\A\"?sep=([,;\t|])\"?(\\r?\\n|\\r)", Pattern.CASE_INSENSITIVE);

  private CsvText() {}

  /**
   * The table, or null, and a fault, where the text is not CSV or holds nothing.
   *
   * @param shape the section that it is to hold, or null where that is not known
   */
  static @Nullable Table read(
      String content, VocabularyIndex.@Nullable Shape shape, ParseContext context) {
    Matcher told = TOLD_SEPARATOR.matcher(content);
    boolean isTold = told.find();
    String text = isTold ? content.substring(told.start(2)) : content;
    char separator = isTold ? told.group(1).charAt(0) : separator(text, shape);
    CsvReader.Content read = CsvReader.read(text, separator, false);
    if (!read.faults().isEmpty()) {
      read.faults().forEach(fault -> tell(fault, context));
      return null;
    }
    Table table = table(read);
    for (Table.Row row : table.rows()) {
      if (holdsTooLong(row)) {
        context.fault(
            Location.line(row.number()),
            "holds a text of more than " + TreeParser.LONGEST_STRING + " characters",
            "shorten the text");
        return null;
      }
    }
    if (table.rows().isEmpty()) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentReader.FILL_IT);
      return null;
    }
    return table;
  }

  private static boolean holdsTooLong(Table.Row row) {
    for (String cell : row.cells()) {
      if (cell.length() > TreeParser.LONGEST_STRING) {
        return true;
      }
    }
    return false;
  }

  private static Table table(CsvReader.Content read) {
    List<Table.Row> rows = new ArrayList<>(read.rows().size());
    for (List<CsvReader.Cell> cells : read.rows()) {
      List<String> texts = new ArrayList<>(cells.size());
      cells.forEach(cell -> texts.add(FieldValueReader.trimmed(cell.text())));
      Table.Row row = new Table.Row(cells.get(0).line(), texts);
      if (!row.isBlank()) {
        rows.add(row);
      }
    }
    return new Table(null, rows, false);
  }

  private static void tell(CsvReader.Fault fault, ParseContext context) {
    switch (fault.problem()) {
      case OPEN_QUOTE ->
          context.fault(
              Location.line(fault.line()),
              "a quote opens here and never closes",
              "close it, and double a quote that belongs to the text: \"\"");
      case TEXT_AFTER_QUOTE ->
          context.fault(
              Location.line(fault.line()),
              MessageText.quoted(fault.text()) + " follows a closing quote",
              "put the whole cell in quotes, and double a quote that belongs to the text: \"\"");
      case TOO_MANY_CELLS ->
          context.fault(
              Location.line(fault.line()),
              "has more than " + CsvReader.MOST_CELLS + " cells",
              "check the separators and quotes");
    }
  }

  /**
   * The separator by which the first lines name most fields; of several, the one that stands most
   * often in the first line that holds anything.
   */
  private static char separator(String text, VocabularyIndex.@Nullable Shape shape) {
    String start = text.lines().limit(LINES_OF_HEADER).collect(Collectors.joining("\n"));
    String first = start.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char usual = CsvReader.separator(first);
    if (shape == null) {
      return usual;
    }
    char best = usual;
    int most = namesFieldsAlone(first, usual, shape);
    if (most == 0) {
      most = matched(table(CsvReader.read(start, usual, false)), shape);
    }
    for (char candidate : CsvReader.SEPARATORS.toCharArray()) {
      if (candidate == usual || start.indexOf(candidate) < 0) {
        continue;
      }
      Table table = table(CsvReader.read(start, candidate, false));
      // A row names at most as many fields as it has cells.
      int widest = table.rows().stream().mapToInt(Table.Row::filled).max().orElse(0);
      int matched = widest <= most ? 0 : matched(table, shape);
      if (matched > most) {
        most = matched;
        best = candidate;
      }
    }
    return best;
  }

  /** How many fields a line names, exactly as the vocabulary has them; 0 where it holds more. */
  private static int namesFieldsAlone(String line, char separator, VocabularyIndex.Shape shape) {
    List<Table.Row> rows =
        line.indexOf('"') >= 0 ? List.of() : table(CsvReader.read(line, separator, false)).rows();
    return rows.size() == 1 && TableHeader.namesFieldsAlone(shape, rows.get(0))
        ? rows.get(0).filled()
        : 0;
  }

  private static int matched(Table table, VocabularyIndex.Shape shape) {
    TableHeader header = TableHeader.of(shape, table);
    return header == null ? 0 : header.matched();
  }
}
