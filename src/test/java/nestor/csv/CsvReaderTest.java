package nestor.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells of CSV text and their places. */
class CsvReaderTest {
  private static List<List<String>> rows(String text, char separator) {
    return CsvReader.read(text, separator, false).rows().stream()
        .map(row -> row.stream().map(CsvReader.Cell::text).toList())
        .toList();
  }

  @Test
  void cellsMayStandInQuotesWithSeparatorsQuotesAndLineBreaks() {
    assertThat(rows("a, \"b, \"\"c\"\"\" ,\n\"d\ne\",f\n\n", ','))
        .containsExactly(List.of("a", "b, \"c\"", ""), List.of("d\ne", "f"), List.of(""));
    assertThat(rows("a \"b\" c;d", ';')).containsExactly(List.of("a \"b\" c", "d"));
    assertThat(rows("a\t\tb", '\t')).containsExactly(List.of("a", "", "b"));
    assertThat(rows("a|\"b|c\"", '|')).containsExactly(List.of("a", "b|c"));
    assertThat(rows("", ',')).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void eachCellKnowsItsPlaceHoweverLinesEnd(String end) {
    CsvReader.Content content =
        CsvReader.read("a, b~\"c~~d\",e~\"f\"g,\"h".replace("~", end), ',', false);
    assertThat(content.rows().get(0).get(1)).isEqualTo(new CsvReader.Cell("b", 1, 4));
    assertThat(content.rows().get(1).get(1)).isEqualTo(new CsvReader.Cell("e", 4, 4));
    assertThat(content.rows().get(2).get(0)).isEqualTo(new CsvReader.Cell("f", 5, 1));
    assertThat(content.faults())
        .containsExactly(
            new CsvReader.Fault(CsvReader.Problem.TEXT_AFTER_QUOTE, 5, 1, "g"),
            new CsvReader.Fault(CsvReader.Problem.OPEN_QUOTE, 5, 6, ""));
  }

  @Test
  void linesOfCommentsAreLeftOutWhereTheyAreAskedFor() {
    assertThat(CsvReader.read("# a \"b\n\"# c, \"d\n#\ne,\"#f\"", ',', true).rows())
        .containsExactly(List.of(new CsvReader.Cell("e", 4, 1), new CsvReader.Cell("#f", 4, 3)));
    assertThat(rows("# a\n", ',')).containsExactly(List.of("# a"));
  }

  @Test
  void aRowWiderThanAnyTableEndsTheReading() {
    assertThat(CsvReader.read("a\n" + ",".repeat(5_000) + "\nb", ',', false).faults())
        .containsExactly(new CsvReader.Fault(CsvReader.Problem.TOO_MANY_CELLS, 2, 1, ""));
  }

  @Test
  void theSeparatorIsTheMostFrequentOneOutsideOfQuotes() {
    assertThat(CsvReader.separator("a;\"b,c,d\"")).isEqualTo(';');
    assertThat(CsvReader.separator("a|b")).isEqualTo('|');
    assertThat(CsvReader.separator("a\tb,c\td")).isEqualTo('\t');
    assertThat(CsvReader.separator("a")).isEqualTo(',');
  }
}
