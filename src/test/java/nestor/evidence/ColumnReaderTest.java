package nestor.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What columns of cells are read as: one column a line, its cells between bars. */
class ColumnReaderTest {

  private final ParseContext context = new ParseContext("t.csv", SampleColumns.NAMES);

  private List<Value> read(String field, String cells, boolean numeric) {
    Field of = SampleColumns.FIELDS.get(field);
    assertThat(of).as(field).isNotNull();
    List<ColumnReader.Cell> column = new ArrayList<>();
    for (String cell : Arrays.asList(cells.split("\\|", -1))) {
      String text = cell.strip().replace("BAR", "|").replace("GT", ">").replace("LINE", "\n");
      boolean stored = text.startsWith("#=");
      column.add(
          new ColumnReader.Cell(
              Location.line(column.size() + 2),
              stored ? text.substring(2) : text,
              stored || numeric));
    }
    Section section = new Section("s", "S", false, "S", List.of(of), null, null, null);
    return new ColumnReader(new VocabularyIndex.Shape(section, SampleColumns.NAMES), context)
        .read(of, column);
  }

  private static String inWords(Value value) {
    if (value.faulty()) {
      return "!";
    }
    Object content = value.content();
    if (content instanceof Unclear unclear) {
      return "?"
          + String.join("/", unclear.readings())
          + (unclear.certain().isEmpty() ? "" : "+" + String.join("+", unclear.certain()));
    }
    if (content instanceof List<?> list) {
      return "[" + list.stream().map(String::valueOf).collect(Collectors.joining("; ")) + "]";
    }
    return content == null
        ? "."
        : content instanceof BigDecimal number ? number.toPlainString() : content.toString();
  }

  private List<String> told() {
    return ((ParsedDocument) context.finish("acme"))
        .notes().stream().map(note -> note.kind() + " " + note).toList();
  }

  private List<String> faults() {
    return ((Rejection) context.finish("acme"))
        .faults().stream().map(Diagnostic::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "date > 2026-11-20 | 21.11.2026 | 21 Nov 2026 | | 46347 > 2026-11-20 | 2026-11-21 | 2026-11-21 | . | 2026-11-21",
        "date > 03/04/2026 > ?2026-04-03/2026-03-04",
        "date > 03/04/2026 | 21/11/2026 > 2026-04-03 | 2026-11-21",
        "date > 03/04/2026 | 11/21/2026 > 2026-03-04 | 2026-11-21",
        "date > 03/04/2026 | 21/11/2026 | 11/21/2026 > ?2026-04-03/2026-03-04 | 2026-11-21 | 2026-11-21",
        "date > 03/04/2026 | 21.11.2026 > ?2026-04-03/2026-03-04 | 2026-11-21",
        "date > 03-04-2026 | 21/11/2026 > ?2026-04-03/2026-03-04 | 2026-11-21",
        "date > 03/03/2026 > 2026-03-03",
        "date > 03.04.2026 > 2026-04-03",
        "date > 03.04.26 > 2026-04-03",
        "date > 26-11-21 | 26-11-30 > ?2021-11-26/2026-11-21 | ?2030-11-26/2026-11-30",
        "date > 26-11-21 | 98-11-30 > 2026-11-21 | 1998-11-30",
        "date > 2026-11 | Nov 2026 | Q4 2026 | 2026 > ?2026-11-01/2026-11-30 | ?2026-11-01/2026-11-30 | ?2026-10-01/2026-12-31 | ?2026-01-01/2026-12-31",
        "date > 31/02/2026 > !",
        "date > tbd | n/a | - | ? | k.A. | none > . | . | . | . | . | .",
        "date > #N/A > !",
        "date > =A1 > !",
        "yes > yes | Y | TRUE | true | 1 | x | ✓ | no | N | FALSE | 0 | > true | true | true | true | true | true | true | false | false | false | false | .",
        "yes > ja | Oui | SÍ | sim | ✔ | ☑ | on | WAHR | vrai | verdadero > true | true | true | true | true | true | true | true | true | true",
        "yes > nein | NON | não | nee | ✗ | ☐ | off | falsch | FAUX > false | false | false | false | false | false | false | false | false",
        "yes > x | | X | > true | . | true | .",
        "yes > maybe > !",
        "yes > partly | yes, since 2024 | no (planned) | yes - mostly > ? | ?yes | ?no | ?yes",
        "yes > n/a | tbd | unknown > . | . | .",
        "count > 1200 | 1,200 | 1.200 | 1 200 | 1'200 | 1’200 | 1_200 | 1\u00a0200 | 1\u202f200 > 1200 | 1200 | 1200 | 1200 | 1200 | 1200 | 1200 | 1200 | 1200",
        "count > 1250.0 | 1250,00 | 12.5 > 1250 | 1250 | !",
        "count > 1.000 > 1000",
        "count > ~40 | ca. 40 | GT100 | 500+ | 10-20 | about 50 > ?40 | ?40 | ?100 | ?500 | ?10/20 | ?50",
        "count > 1.2k | 3 Mio | 25 people | 25 FTE > 1200 | 3000000 | 25 | !",
        "count > 45% > !",
        "count > 12,34,567 | 1.234.567 | 1,234,567 > 1234567 | 1234567 | 1234567",
        "count > 12,34 | 1,23,45 | 1.2.3 > ! | ! | !",
        "count > 3000000000 > !",
        "count > -5 > !",
        "rank > 1 | 1.000 | 2 > 1 | 1 | 2",
        "gb > 1.200 > ?1.2/1200",
        "gb > 1,200 > ?1.2/1200",
        "gb > 0,45 > 0.45",
        "gb > 0.450 > 0.45",
        "gb > .5 | ,5 > 0.5 | 0.5",
        "gb > 1.200 | 1.200,50 > 1200 | 1200.5",
        "gb > 1.200 | 1,200.50 > 1.2 | 1200.5",
        "gb > 1.200 | 12.5 > 1.2 | 12.5",
        "gb > 1,200 | 12.5 > 1200 | 12.5",
        "gb > 1.200 | 12,5 > 1200 | 12.5",
        "gb > 1.200 | 1.200.000 > 1200 | 1200000",
        "gb > 1.200 | 12.5 | 12,5 > ?1.2/1200 | 12.5 | 12.5",
        "gb > #=1.234 | 1.234 > 1.234 | ?1.234/1234",
        "gb > 12 GB | 12GB | 12 gb | 500 MB | 1.5 TB | 12 G > 12 | 12 | 12 | ! | ! | !",
        "gb > 1e3 | abc | 1 2 | 1..2 | 1,,2 | 5. > ! | ! | ! | ! | ! | !",
        "gb > 1.2k | $12 > ! | !",
        "days > 90 days | 1 day | 90 d | 30 Tage | 3 jours | 3 months > 90 | 1 | 90 | 30 | 3 | !",
        "hours > 5 h | 5h | 5 hrs | 2,5 Stunden | 1.5 hours | 90 min > 5 | 5 | 5 | 2.5 | 1.5 | !",
        "money > 25000 | 25,000.00 | EUR 25000 | €25,000 | 25k | 25'000 | 25 000 > 25000 | 25000 | 25000 | 25000 | 25000 | 25000 | 25000",
        "money > 25.000 > ?25/25000",
        "money > 25,000 > ?25/25000",
        "money > 25.000 | 25,000.00 > ?25/25000 | 25000",
        "money > 25.000 | 1.250.000 > 25000 | 1250000",
        "money > 25.000 | 1.200,50 > 25000 | 1200.5",
        "money > 25.000,00 € | 25000 EUR | CHF 25'000.- | 25'000.-- | $25 | £ 25 | R 25 | 25 kr | US$25 | R$ 25 > 25000 | 25000 | 25000 | 25000 | 25 | 25 | 25 | 25 | 25 | 25",
        "money > 1.2m | 1,2 Mio | 1,2 Mio. € | €1.2M | 3bn | 2 Mrd. EUR | 25 T€ | 25 TEUR | TEUR 25 | 25 k€ | 1.5 million > 1200000 | 1200000 | 1200000 | 1200000 | 3000000000 | 2000000000 | 25000 | 25000 | 25000 | 25000 | 1500000",
        "money > 1.250 Mio > ?1250000/1250000000",
        "money > (1,200) | 1200- | -1200 | -1,200.50 > ?-1200/1200 | ?-1200/1200 | -1200 | -1200.5",
        "money > €-5.50 | -€5.50 | - 5.50 | +5.50 > -5.5 | -5.5 | -5.5 | 5.5",
        "money > 25 % | 25 days | 25 p.a. | EUR | about 25k > ! | ! | ! | ! | ?25000",
        "share > 0.45 | 0,45 | 45% | 45 % | 45,5 % | .45 | 1 | 0 > 0.45 | 0.45 | 0.45 | 0.45 | 0.455 | 0.45 | 1 | 0",
        "share > 45 | 70 | 100 | 0 > 0.45 | 0.7 | 1 | 0",
        "share > 45 > 0.45",
        "share > 0.45 | 45 > 0.45 | ?0.45",
        "share > 0.45 | #=45 | 45% > 0.45 | ?0.45 | 0.45",
        "share > 1 | 45 | 70 > ?0.01/1 | ?0.45 | ?0.7",
        "share > 1 | 0.5 > 1 | 0.5",
        "share > 101 > !",
        "share > 120% > !",
        "share > 0.450 > 0.45",
        "share > 45 percent | 45 Prozent | ~45% | 45%% > 0.45 | 0.45 | ?0.45 | !",
        "load > 1.2 | 0.7 | 120% > 1.2 | 0.7 | 1.2",
        "load > 120 | 85 > 1.2 | 0.85",
        "load > 0.7 | 85 > 0.7 | ?0.85",
        "grade > 4 | 4,5 | 4/5 | 4 of 5 | 4 out of 5 | 1.200 | 6 > 4 | 4.5 | 4 | 4 | 4 | 1.2 | !",
        "text > tbd | none | CRM | 1.10 | 010 | n/a > . | . | CRM | 1.10 | 010 | .",
        "role > Chief Technology Officer | cto | VP Engineering > Chief Technology Officer | cto | VP Engineering",
        "roles > CEO; CTO | CEO, CTO | CEO BAR CTO | CEO LINE CTO | - CEO LINE - CTO > [CEO; CTO] | [CEO; CTO] | [CEO; CTO] | [CEO; CTO] | [CEO; CTO]",
        "roles > CEO and CTO | CEO & CTO | CEO/CTO | CEO, CTO and CFO | CEO, CTO, and CFO | ceo + cto > [CEO; CTO] | [CEO; CTO] | [CEO; CTO] | [CEO; CTO; CFO] | [CEO; CTO; CFO] | [ceo; cto]",
        "roles > CEO, CTO; CFO | CEO and friends | Chief of Staff, EMEA > [CEO; CTO; CFO] | [CEO and friends] | [Chief of Staff; EMEA]",
        "roles > none | keine | tbd | CEO; tbd | > [] | [] | . | [CEO] | .",
        "roles > [\"CEO\", \"CTO\"] | ; | CEO;;CTO; > [CEO; CTO] | [] | [CEO; CTO]",
        "departments > R&D, sales | Research and Development | sales and Vertrieb > [R&D; sales] | [Research and Development] | [sales; Vertrieb]",
        "things > a, b | a and b | x/y | Acme Ltd, London; Beta > [a; b] | [a and b] | [x/y] | [Acme Ltd, London; Beta]",
        "storage > relational | RELATIONAL | Data Grid | datagrid | data_grid | SQL | relational database | MongoDB > relational | relational | data-grid | data-grid | data-grid | relational | relational | document",
        "storage > 1 - relational | SQL 15 | Relational (3) | 2) MongoDB | document v2.1 | relational: 4 | 5 > relational | relational | relational | document | document | relational | ?",
        "storage > data lake | relationl | wharehouse | fil | spreadsheet | none | tbd > ?file/warehouse | relational | warehouse | file | ? | none | .",
        "loads > Search, Analytics | serch | transactional/analytics | foo > [search; analytics] | [search] | [transactional; analytics] | !"
      })
  void aColumnIsReadAs(String field, String cells, String meaning) {
    assertThat(read(field, cells, false).stream().map(ColumnReaderTest::inWords))
        .containsExactly(
            Arrays.stream(meaning.split(" \\| ")).map(String::strip).toArray(String[]::new));
  }

  @Test
  void whatIsWrittenInOneNotationIsToldOnce() {
    read("date", "21.11.2026 | 22.11.2026 | 2026-11-20 | 23 Nov 2026", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: '21.11.2026' read as 2026-11-21, and 2 more of this column in the"
                + " same way");
  }

  @Test
  void theDateThatDecidesIsNamed() {
    read("date", "03/04/2026 | 21/11/2026 | 05/04/2026", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: '03/04/2026' read as 2026-04-03, as '21/11/2026' is, and 1 more of"
                + " this column in the same way",
            "READ_AS t.csv:3: '21/11/2026' read as 2026-11-21");
  }

  @Test
  void aDateOfTwoReadingsIsAskedWithBoth() {
    read("date", "03/04/2026", false);
    assertThat(told())
        .containsExactly(
            "ASKED t.csv:2: '03/04/2026' is 2026-04-03 or 2026-03-04; write YYYY-MM-DD");
  }

  @Test
  void aTimeOfDayIsNamedAsNotRead() {
    read("date", "2026-11-20T08:15:00Z | 2026-11-21T08:15:00Z", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: '2026-11-20T08:15:00Z' read as 2026-11-20, the day without its time,"
                + " and 1 more of this column in the same way");
  }

  @Test
  void anotherWeekdayBesideADateIsDoubted() {
    read("date", "Sun 21 Nov 2026", false);
    assertThat(told())
        .containsExactly(
            "DOUBTED t.csv:2: 'Sun 21 Nov 2026' is a Saturday; check the date",
            "READ_AS t.csv:2: 'Sun 21 Nov 2026' read as 2026-11-21");
  }

  @Test
  void questionsOfOneColumnEndAfterTen() {
    read("date", "03/04/2026 |".repeat(14) + "03/04/2026", false);
    assertThat(told())
        .hasSize(11)
        .last()
        .isEqualTo(
            "ASKED t.csv:12: and 5 more values of this column are to be asked; write YYYY-MM-DD");
  }

  @Test
  void aNumberOfTwoReadingsIsAskedWithBoth() {
    read("money", "25.000", false);
    assertThat(told()).containsExactly("ASKED t.csv:2: '25.000' is 25 or 25000; write 25 or 25000");
  }

  @Test
  void numbersOfASpreadsheetAreNeverAmbiguous() {
    assertThat(read("money", "25.125 | 25000", true).stream().map(ColumnReaderTest::inWords))
        .containsExactly("25.125", "25000");
    assertThat(told()).isEmpty();
  }

  @Test
  void percentagesWithoutASignAreToldOnce() {
    read("share", "45 | 70", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: '45' read as 0.45, as no number of the column is a share of 1, and 1"
                + " more of this column in the same way; write 45% or 0.45");
  }

  @Test
  void aPercentageAmongSharesIsAsked() {
    read("share", "0.45 | 45", false);
    assertThat(told()).containsExactly("ASKED t.csv:3: '45' is 45 % or a slip; write 45% or 0.45");
  }

  @Test
  void aCurrencyIsDoubtedWhereThatOfTheOrganisationIsNotKnown() {
    read("money", "EUR 25000 | €5", false);
    context.check();
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: 'EUR 25000' read as 25000, and 1 more of this column in the same"
                + " way",
            "DOUBTED t.csv:2: 'EUR 25000' is taken as an amount in the organisation's currency,"
                + " which is not given here; give organisation.currency");
  }

  @Test
  void anotherCurrencyThanTheOrganisationsIsAFault() {
    read("money", "EUR 25000 | 30 USD", false);
    context.give(new SectionContent("organisation", List.of(Map.of("currency", "USD"))));
    context.check();
    assertThat(faults())
        .containsExactly(
            "t.csv:2: 'EUR 25000' is not in USD, the currency of the organisation; write the"
                + " amount in USD");
  }

  @Test
  void marksAloneLeaveTheEmptyCellsUnknown() {
    read("yes", "x | | x", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: 'x' read as yes, and 1 more of this column in the same way; an empty"
                + " cell says nothing: write no where it is not so");
  }

  @Test
  void wordsOfTheVocabularyNeedNoNote() {
    read("yes", "yes | NO | true | False", false);
    read("storage", "Relational | Data Grid", false);
    read("share", "0.45 | 1", false);
    read("date", "2026-11-20", false);
    read("roles", "CEO; CTO", false);
    assertThat(told()).isEmpty();
  }

  @Test
  void otherNamesOfAChoiceAreToldEach() {
    read("storage", "SQL | SQL | MongoDB | relationl", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: 'SQL' read as relational, and 1 more of this column in the same way",
            "READ_AS t.csv:4: 'MongoDB' read as document",
            "READ_AS t.csv:5: 'relationl' read as relational");
  }

  @Test
  void partsOfAListAreTold() {
    read("roles", "CEO, CTO | CEO, CFO", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: 'CEO, CTO' read as CEO; CTO, and 1 more of this column in the same"
                + " way; separate them by ;");
  }

  @Test
  void aPlaceholderIsToldOnce() {
    read("gb", "tbd | tbd | 3", false);
    read("roles", "none", false);
    assertThat(told())
        .containsExactly(
            "READ_AS t.csv:2: 'tbd' read as nothing said, and 1 more of this column in the same"
                + " way",
            "READ_AS t.csv:2: 'none' read as an empty list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "date > 31/02/2026 > '31/02/2026' is not a date; write YYYY-MM-DD",
        "gb > 500 MB > '500 MB' is not a number of GB; write the number alone, in GB",
        "days > 3 months > '3 months' is not a number of days; write the number alone, in days",
        "count > 45% > '45%' is a percentage where a number is due; write the number alone, in people",
        "gb > $12 > '$12' is money where a number is due; write the number alone, in GB",
        "yes > maybe > 'maybe' is neither yes nor no; write yes or no"
      })
  void aFaultNamesItsCauseAndCure(String field, String cell, String fault) {
    read(field, cell, false);
    assertThat(faults()).containsExactly("t.csv:2: " + fault);
  }
}
