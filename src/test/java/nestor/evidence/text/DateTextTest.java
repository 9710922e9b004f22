package nestor.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to write a date, and what it says by itself. */
class DateTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2026-11-21                       | 2026-11-21",
        "2026/11/21                       | 2026-11-21",
        "2026.11.21                       | 2026-11-21",
        "2026-1-5                         | 2026-01-05",
        "2026/1/5                         | 2026-01-05",
        "2026 11 21                       | 2026-11-21",
        "20261121                         | 2026-11-21",
        "46347                            | 2026-11-21",
        "46347.354166667                  | 2026-11-21 timed",
        "2026-11-20T08:15:00Z             | 2026-11-20 timed",
        "2026-11-20T23:15:00-08:00        | 2026-11-20 timed",
        "2026-11-20T08:15                 | 2026-11-20 timed",
        "2026-11-20T08:15:00.123456+0200  | 2026-11-20 timed",
        "2026-11-20t08:15:00.123z         | 2026-11-20 timed",
        "2026-11-20 08:15:00 +0100 CET    | 2026-11-20 timed",
        "2026-11-20 08:15:00,123          | 2026-11-20 timed",
        "2026-11-20T08:15:00+01:00[Europe/Berlin] | 2026-11-20 timed",
        "2026-10-05 14:30:00              | 2026-10-05 timed",
        "2026-10-05 14:30                 | 2026-10-05 timed",
        "2026-10-05, 2:30 PM              | 2026-10-05 timed",
        "2026-10-05 2:30 p.m.             | 2026-10-05 timed",
        "2026-10-05 14h30                 | 2026-10-05 timed",
        "20261120T081500Z                 | 2026-11-20 timed",
        "20261120T0815                    | 2026-11-20 timed",
        "21 Nov 2026                      | 2026-11-21",
        "21 nov 2026                      | 2026-11-21",
        "21 NOV 2026                      | 2026-11-21",
        "21-Nov-2026                      | 2026-11-21",
        "21-Nov-26                        | 2026-11-21",
        "21/Nov/2026                      | 2026-11-21",
        "21.Nov.2026                      | 2026-11-21",
        "21Nov2026                        | 2026-11-21",
        "2026-Nov-21                      | 2026-11-21",
        "2026 November 21                 | 2026-11-21",
        "Nov 21, 2026                     | 2026-11-21",
        "Nov. 21, 2026                    | 2026-11-21",
        "Nov 21 2026                      | 2026-11-21",
        "November 21st 2026               | 2026-11-21",
        "November 21st, 2026              | 2026-11-21",
        "21st of November 2026            | 2026-11-21",
        "the 21st of November, 2026       | 2026-11-21",
        "1st Sept 2026                    | 2026-09-01",
        "3rd Sep. 2026                    | 2026-09-03",
        "21. November 2026                | 2026-11-21",
        "21. Nov. 2026                    | 2026-11-21",
        "1. März 2026                     | 2026-03-01",
        "1. Maerz 2026                    | 2026-03-01",
        "1. Mrz 2026                      | 2026-03-01",
        "5. Jänner 2026                   | 2026-01-05",
        "5. Jan. 2026                     | 2026-01-05",
        "31. Dez. 2026                    | 2026-12-31",
        "3. Okt 2026                      | 2026-10-03",
        "1er février 2026                 | 2026-02-01",
        "14 févr. 2026                    | 2026-02-14",
        "14 fevrier 2026                  | 2026-02-14",
        "le 14 août 2026                  | 2026-08-14",
        "31 déc. 2026                     | 2026-12-31",
        "3 juil. 2026                     | 2026-07-03",
        "3 juin 2026                      | 2026-06-03",
        "21 de noviembre de 2026          | 2026-11-21",
        "1 ene 2026                       | 2026-01-01",
        "3 de março de 2026               | 2026-03-03",
        "1º de maio de 2026               | 2026-05-01",
        "12 fev. 2026                     | 2026-02-12",
        "12 dez 2026                      | 2026-12-12",
        "12 set 2026                      | 2026-09-12",
        "3 out. 2026                      | 2026-10-03",
        "3 mrt 2026                       | 2026-03-03",
        "3 mei 2026                       | 2026-05-03",
        "3 augustus 2026                  | 2026-08-03",
        "Sat 21 Nov 2026                  | 2026-11-21",
        "Saturday, November 21, 2026      | 2026-11-21",
        "Samstag, 21. November 2026       | 2026-11-21",
        "sam. 21 nov. 2026                | 2026-11-21",
        "mar. 24 nov. 2026                | 2026-11-24",
        "mar 24 mar 2026                  | 2026-03-24",
        "Di, 24. Nov. 2026                | 2026-11-24",
        "Sa 21.11.2026                    | . DAY_FIRST 2026-11-21",
        "Freitag, 20.11.2026              | . DAY_FIRST 2026-11-20",
        "Fr, 20.11.2026                   | . DAY_FIRST 2026-11-20",
        "20.11.2026 (Fr)                  | . DAY_FIRST 2026-11-20",
        "vendredi, 20/11/2026             | / DAY_FIRST 2026-11-20",
        "20/11/2026, vie.                 | / DAY_FIRST 2026-11-20",
        "Sun 21 Nov 2026                  | 2026-11-21 is a Saturday",
        "28/Jan/27 9:00 AM                | 2027-01-28 timed",
        "20 Nov 2026, 08:15 UTC           | 2026-11-20 timed",
        "20 Nov 2026 at 08:15             | 2026-11-20 timed",
        "08:15 20 Nov 2026                | 2026-11-20 timed",
        "08:15:00, 20 Nov 2026            | 2026-11-20 timed",
        "Fri, 20 Nov 2026 08:15:00 +0000  | 2026-11-20 timed",
        "Fri Nov 20 08:15:00 CET 2026     | 2026-11-20 timed",
        "Fri Nov 20 08:15:00 2026         | 2026-11-20 timed",
        "20.11.2026 um 14.30 Uhr          | . DAY_FIRST 2026-11-20 timed",
        "20. November 2026, 14 Uhr        | 2026-11-20 timed",
        "2026-W47-6                       | 2026-11-21",
        "21.XI.2026                       | 2026-11-21",
        "2026年11月21日                    | 2026-11-21",
        "21.11.2026                       | . DAY_FIRST 2026-11-21",
        "21.11.26                         | . DAY_FIRST 2026-11-21",
        "1.2.2026                         | . DAY_FIRST 2026-02-01",
        "21. 11. 2026                     | . DAY_FIRST 2026-11-21",
        "03.04.2026                       | . DAY_FIRST 2026-04-03",
        "11.21.2026                       | . MONTH_FIRST 2026-11-21",
        "21/11/2026                       | / DAY_FIRST 2026-11-21",
        "11/21/2026                       | / MONTH_FIRST 2026-11-21",
        "11/21/26                         | / MONTH_FIRST 2026-11-21",
        "03/04/2026                       | / DAY_FIRST 2026-04-03 MONTH_FIRST 2026-03-04",
        "3/4/26                           | / DAY_FIRST 2026-04-03 MONTH_FIRST 2026-03-04",
        "03/03/2026                       | / DAY_FIRST 2026-03-03 MONTH_FIRST 2026-03-03",
        "03/04/2026 14:30                 | / DAY_FIRST 2026-04-03 MONTH_FIRST 2026-03-04 timed",
        "03-04-2026                       | - DAY_FIRST 2026-04-03 MONTH_FIRST 2026-03-04",
        "21-11-2026                       | - DAY_FIRST 2026-11-21",
        "26-11-21                         | - DAY_FIRST 2021-11-26 YEAR_FIRST 2026-11-21",
        "21 11 2026                       | _ DAY_FIRST 2026-11-21",
        "2026-11                          | is a month and no day 2026-11-01 2026-11-30",
        "2026/02                          | is a month and no day 2026-02-01 2026-02-28",
        "11/2026                          | is a month and no day 2026-11-01 2026-11-30",
        "Nov 2026                         | is a month and no day 2026-11-01 2026-11-30",
        "Nov-2026                         | is a month and no day 2026-11-01 2026-11-30",
        "novembre 2026                    | is a month and no day 2026-11-01 2026-11-30",
        "2026 Nov                         | is a month and no day 2026-11-01 2026-11-30",
        "Q4 2026                          | is a quarter and no day 2026-10-01 2026-12-31",
        "2026-Q1                          | is a quarter and no day 2026-01-01 2026-03-31",
        "Q2/26                            | is a quarter and no day 2026-04-01 2026-06-30",
        "4. Quartal 2026                  | is a quarter and no day 2026-10-01 2026-12-31",
        "T3 2026                          | is a quarter and no day 2026-07-01 2026-09-30",
        "H1 2026                          | is half a year and no day 2026-01-01 2026-06-30",
        "KW 47/2026                       | is a week and no day 2026-11-16 2026-11-22",
        "2026-W47                         | is a week and no day 2026-11-16 2026-11-22",
        "2026                             | is a year and no day 2026-01-01 2026-12-31",
        "21 Nov                           | names no full year",
        "Nov 21                           | names no full year",
        "21.11.                           | names no full year",
        "~21 Nov 2026                     | is no certain day 2026-11-21",
        "ca. 2026-11-21                   | is no certain day 2026-11-21",
        "21.11.2026?                      | is no certain day 2026-11-21",
        "sexta-feira, 20 de novembro de 2026 | 2026-11-20",
        "Friday 20th November 2026        | 2026-11-20",
        "viernes, 20 de noviembre de 2026 | 2026-11-20",
        "vrijdag 20 november 2026         | 2026-11-20",
        "21st Nov. '26                    | 2026-11-21",
        "20 novembre 2026 à 08h15         | 2026-11-20 timed",
        "Mon Nov 02 2026 00:00:00 GMT+0100 (Central European Standard Time) | 2026-11-02 timed",
        "31/02/2026                       | -",
        "30 Feb 2026                      | -",
        "2026-02-30                       | -",
        "2026-13-01                       | -",
        "20261399                         | -",
        "99999                            | -",
        "31999                            | -",
        "soon                             | -",
        "May                              | -",
        "Q5 2026                          | -",
        "2026-W54                         | -",
        "1.2.3.4                          | -",
        "12:30                            | -",
        "2026-11-20T25:61:00              | -",
        "1899-12-31                       | !",
        "0000-01-01                       | !",
        "12 Nov 2201                      | !",
        "1763625600                       | -"
      })
  void isReadAs(String written, String meaning) {
    assertThat(inWords(DateText.read(written))).isEqualTo(meaning);
  }

  private static String inWords(WrittenDate date) {
    if (date instanceof WrittenDate.Day day) {
      return day.date()
          + (day.timed() ? " timed" : "")
          + (day.doubt() == null ? "" : " " + day.doubt());
    }
    if (date instanceof WrittenDate.Figures figures) {
      return figures.readings().entrySet().stream()
          .map(e -> e.getKey() + " " + e.getValue())
          .collect(
              Collectors.joining(
                  " ",
                  (figures.separator() == ' ' ? '_' : figures.separator()) + " ",
                  figures.timed() ? " timed" : ""));
    }
    if (date instanceof WrittenDate.Vague vague) {
      return (vague.what()
              + " "
              + vague.readings().stream().map(String::valueOf).collect(Collectors.joining(" ")))
          .strip();
    }
    return ((WrittenDate.NoDate) date).what().equals("is not a date") ? "-" : "!";
  }
}
