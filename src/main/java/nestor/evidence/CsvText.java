package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nestor.csv.CsvReader;
import org.jspecify.annotations.Nullable;

/**
 * Parser of CSV text into a {@link Table}. The separator is a comma, semicolon, tab or bar:
 * whichever a first line {@code sep=} names, else the one by which the header names most fields.
 */
final class CsvText {
  /** So many lines show which separator the header has. */
  private static final int LINES_OF_HEADER = 30;

  /** The line by which spreadsheet programs tell each other the separator; its end stays. */
  private static final Pattern TOLD_SEPARATOR =
      Pattern.compile("([\\r\\n]*)\"?sep=([,;\t|])\"?(\\r?\\n|\\r)", Pattern.CASE_INSENSITIVE);

  /** No declaration is longer than so many characters. */
  private static final int LONGEST_DECLARATION = 1_000;

  private CsvText() {}

  /**
   * The table, or null, and a fault, where the text is not CSV or holds nothing.
   *
   * @param shape the section that it is to hold, or null where that is not known
   */
  static @Nullable Table read(
      String content, VocabularyIndex.@Nullable Shape shape, ParseContext context) {
    String undeclared = withoutDeclaration(content, context);
    Matcher told = TOLD_SEPARATOR.matcher(undeclared);
    boolean isTold = told.lookingAt();
    String text =
        isTold
            ? withoutDeclaration(told.group(1) + undeclared.substring(told.start(3)), context)
            : undeclared;
    char separator = isTold ? told.group(2).charAt(0) : separator(text, shape);
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
            "holds a text of more than " + DocumentLimits.LONGEST_STRING + " characters",
            "shorten the text");
        return null;
      }
    }
    if (table.rows().isEmpty()) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentLimits.FILL_IT);
      return null;
    }
    return table;
  }

  /**
   * The text with a blank line in the place of each first one that declares something on the
   * document, such as {@code # partial; source: restic}.
   */
  private static String withoutDeclaration(String text, ParseContext context) {
    if (text.isEmpty() || Character.isLetter(text.charAt(0))) {
      return text;
    }
    StringBuilder blank = new StringBuilder();
    int at = 0;
    for (int number = 1; ; number++) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      String line = end - at > LONGEST_DECLARATION ? "" : text.substring(at, end).replace("\"", "");
      boolean isDeclared =
          line.strip().startsWith("#") && declares(line.strip().substring(1), number, context);
      // Where the separator was told, that line is blank already, and stands before.
      if (!isDeclared && !(end == at && number == 1 && end < text.length())) {
        return at == 0 ? text : blank + text.substring(at);
      }
      at = text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
      blank.append(text, end, at);
    }
  }

  /** Reads what a remark declares; false where it is another remark, which is passed over. */
  private static boolean declares(String remark, int line, ParseContext context) {
    List<String[]> said = new ArrayList<>();
    for (String part : remark.split("[,;\t|]", -1)) {
      if (!part.isBlank()) {
        String[] keyAndValue = part.strip().split("\\s*[:=]\\s*", 2);
        String key = keyAndValue[0].toLowerCase(Locale.ROOT);
        if (!DeclarationReader.isKey(key)
            || (keyAndValue.length < 2 && key.equals(Declaration.SOURCE))) {
          return false;
        }
        said.add(new String[] {key, keyAndValue.length < 2 ? Declaration.ALL : keyAndValue[1]});
      }
    }
    said.forEach(one -> context.declaration().read(one[0], one[1], Location.line(line)));
    return !said.isEmpty();
  }

  private static boolean holdsTooLong(Table.Row row) {
    for (String cell : row.cells()) {
      if (cell.length() > DocumentLimits.LONGEST_STRING) {
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
    return new Table(rows);
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
    String first = firstLine(text);
    char usual = CsvReader.separator(first);
    int most = shape == null ? 0 : namesFieldsAlone(first, usual, shape);
    if (shape == null || most > 1 || FieldValueTable.isHeader(first, usual)) {
      return usual;
    }
    String start = text.lines().limit(LINES_OF_HEADER).collect(Collectors.joining("\n"));
    if (!holdsOther(start, usual)) {
      return usual;
    }
    char best = usual;
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

  private static boolean holdsOther(String text, char separator) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c != separator && !Character.isLetterOrDigit(c) && CsvReader.SEPARATORS.indexOf(c) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The first line that holds anything; empty where none does. */
  private static String firstLine(String text) {
    int from = 0;
    boolean isBlank = true;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean isEnd = c == '\n' || c == '\r';
      if (isEnd && !isBlank) {
        return text.substring(from, at);
      }
      from = isEnd ? at + 1 : from;
      isBlank &= Character.isWhitespace(c);
    }
    return isBlank ? "" : text.substring(from);
  }

  /**
   * Number of fields that a line names exactly as the vocabulary has them; 0 where it holds more.
   */
  private static int namesFieldsAlone(String line, char separator, VocabularyIndex.Shape shape) {
    int named = 0;
    int end;
    for (int from = 0; from <= line.length(); from = end + 1) {
      int next = line.indexOf(separator, from);
      end = next < 0 ? line.length() : next;
      String cell = FieldValueReader.trimmed(line.substring(from, end));
      if (!cell.isEmpty() && !shape.fields().containsKey(cell)) {
        return 0;
      }
      named += cell.isEmpty() ? 0 : 1;
    }
    return named;
  }

  private static int matched(Table table, VocabularyIndex.Shape shape) {
    TableHeader header = TableHeader.of(shape, table);
    return header == null ? 0 : header.matched();
  }
}
