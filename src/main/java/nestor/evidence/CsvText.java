package nestor.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of CSV text into a {@link Table}. The separator is a comma, semicolon or tab, whichever
 * the header uses.
 */
final class CsvText {
  private static final int MOST_COLUMNS = 1_000;

  /** The line by which spreadsheet programs tell each other the separator; its end stays. */
  private static final Pattern TOLD_SEPARATOR =
      Pattern.compile("\\A\"?sep=([,;\t|])\"?(\\r?\\n|\\r)", Pattern.CASE_INSENSITIVE);

  private final CsvFactory factory =
      CsvFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(TreeParser.LONGEST_STRING).build())
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  /** The table, or null, and a fault, where the text is not CSV or holds nothing. */
  @Nullable Table read(String content, ParseContext context) {
    Matcher told = TOLD_SEPARATOR.matcher(content);
    boolean isTold = told.find();
    String text = isTold ? content.substring(told.start(2)) : content;
    char separator = isTold ? told.group(1).charAt(0) : separator(text);
    List<Table.Row> rows = new ArrayList<>();
    int line = 1;
    try (CsvParser parser = factory.createParser(text)) {
      parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator).withQuoteChar('"'));
      List<String> cells = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          cells = new ArrayList<>();
          // A row is announced where the one before it ended.
          line = Math.max(1, parser.currentTokenLocation().getLineNr() + 1);
        } else if (token == JsonToken.VALUE_STRING) {
          cells.add(FieldValueReader.trimmed(parser.getText()));
          if (cells.size() > MOST_COLUMNS) {
            context.fault(
                Location.line(line),
                "has more than " + MOST_COLUMNS + " cells",
                "check the separators and quotes");
            return null;
          }
        } else if (token == JsonToken.END_ARRAY) {
          Table.Row row = new Table.Row(line, cells);
          if (!row.isBlank()) {
            rows.add(row);
          }
        }
      }
    } catch (JsonProcessingException e) {
      tell(e, line, context);
      return null;
    } catch (IOException | RuntimeException e) {
      // What the parser throws undeclared says that the text is not what its name promises.
      context.fault(Location.line(line), "is not valid CSV", "check the quotes and separators");
      return null;
    }
    if (rows.isEmpty()) {
      context.fault(Location.WHOLE_DOCUMENT, "is empty", DocumentReader.FILL_IT);
      return null;
    }
    return new Table(null, rows, false);
  }

  private static void tell(JsonProcessingException e, int line, ParseContext context) {
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (message.contains("closing quote")) {
      context.fault(
          Location.line(line),
          "a quote opens here or below and never closes",
          "close it, and double a quote that belongs to the text: \"\"");
    } else if (message.contains("separator")) {
      context.fault(
          Location.line(Math.max(line, e.getLocation().getLineNr())),
          "text follows a closing quote",
          "put the whole cell in quotes, and double a quote that belongs to the text: \"\"");
    } else if (message.contains("length")) {
      context.fault(
          Location.line(line),
          "holds a text of more than " + TreeParser.LONGEST_STRING + " characters",
          "shorten the text");
    } else {
      context.fault(Location.line(line), "is not valid CSV", "check the quotes and separators");
    }
  }

  /** The separator that stands most often in the first line that holds anything. */
  private static char separator(String text) {
    String header = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char best = ',';
    long most = 0;
    for (char candidate : new char[] {',', ';', '\t'}) {
      boolean quoted = false;
      long count = 0;
      for (int i = 0; i < header.length(); i++) {
        char c = header.charAt(i);
        quoted ^= c == '"';
        count += !quoted && c == candidate ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }
}
