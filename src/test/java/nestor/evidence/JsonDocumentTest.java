package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.json;
import static nestor.evidence.Samples.jsonFaults;
import static nestor.evidence.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
  @Test
  void aPercentageInQuotesIsAShareAsInTables() {
    ParsedDocument document =
        Samples.evidence(
            new DocumentReader(nestor.rulebook.ShippedRulebook.get().documents())
                .read(
                    new Document(
                        "acme.json",
                        Samples.utf8("{\"workforce\": {\"annualAttrition\": \"12 %\"}}"),
                        null)));
    assertThat(Samples.entries(document, "workforce")).hasToString("[{annualAttrition=0.12}]");
    assertThat(document.warnings().toString()).contains("'12 %' read as 0.12");
  }

  @Test
  void everyKindOfValueIsCarriedByItsOwnType() {
    ParsedDocument document =
        json(
            """
            {'$schema': 'schema.json',
             'organisation': {'name': ' Acme ', 'employees': 12, 'annualRevenue': 1.50,
                              'regions': ['US', 'EU'], 'asOf': '2026-11-01'},
             'systems': [{'name': 'CRM', 'critical': true, 'dataGb': 1e3}]}
            """);
    assertThat(document.organisation()).isEqualTo("acme");
    assertThat(document.warnings()).isEmpty();
    assertThat(entries(document, "organisation"))
        .containsExactly(
            Map.of(
                "name",
                "Acme",
                "employees",
                12,
                "annualRevenue",
                new BigDecimal("1.5"),
                "regions",
                List.of("US", "EU"),
                "asOf",
                LocalDate.of(2026, 11, 1)));
    assertThat(entries(document, "systems"))
        .containsExactly(Map.of("name", "CRM", "critical", true, "dataGb", new BigDecimal("1000")));
  }

  @Test
  void theOrderOfKeysDoesNotShowInWhatIsRead() {
    assertThat(json("{'time': [{'share': 1, 'role': 'CTO'}]}").toString())
        .isEqualTo(json("{'time': [{'role': 'CTO', 'share': 1.0}]}").toString());
  }

  @Test
  void aGivenEmptySectionIsThereAndANullSectionIsNot() {
    ParsedDocument document = json("{'backups': [], 'roadmap': {}, 'systems': null}");
    assertThat(document.sections()).containsOnlyKeys("backups", "roadmap");
    assertThat(entries(document, "backups")).isEmpty();
    assertThat(entries(document, "roadmap")).isEmpty();
  }

  @Test
  void aSingleSectionOfAbsentFieldsOnlyIsGivenEmpty() {
    assertThat(entries(json("{'roadmap': {'years': null, 'updatedOn': ' '}}"), "roadmap"))
        .isEmpty();
  }

  @Test
  void aNullOrBlankFieldIsAbsent() {
    assertThat(
            entries(
                json("{'backups': [{'system': 'CRM', 'lastRun': null, 'lastRestoreTest': ''}]}"),
                "backups"))
        .containsExactly(Map.of("system", "CRM"));
  }

  @Test
  void aDefaultIsNotWrittenIntoWhatWasGiven() {
    assertThat(entries(json("{'practices': [{'name': 'risk-assessment'}]}"), "practices"))
        .containsExactly(Map.of("name", "risk-assessment"));
  }

  @Test
  void theRequiredFieldOfAnEntryMustBeThere() {
    assertThat(
            jsonFaults(
                "{'backups': [{'system': 'CRM'}, {}, {'system': ' '}], 'meetings': [{'participants': []}]}"))
        .containsExactly(
            "acme.json: backups[1].system: is missing; give it a value: every entry of backups needs it",
            "acme.json: backups[2].system: is missing; give it a value: every entry of backups needs it",
            "acme.json: meetings[0].participants: is missing; give it a value: every entry of meetings needs it");
  }

  @Test
  void everyFaultIsToldAtOnceWithItsPlaceAndCure() {
    assertThat(
            jsonFaults(
                """
                {'backups': [{'system': 'CRM'}, {'system': 'ERP'},
                             {'system': 'Shop', 'lastRestoreTest': '31/02/2026'}],
                 'time': [{'role': 'CTO', 'share': 80}],
                 'organisation': {'id': 'ACME Inc', 'currency': 'Taler'}}
                """))
        .containsExactly(
            "acme.json: backups[2].lastRestoreTest: '31/02/2026' is not a date; write YYYY-MM-DD",
            "acme.json: time[0].share: 80 is too big; write 0 to 1, such as 0.8 for 80 %",
            "acme.json: organisation.id: 'ACME Inc' is not an id; write up to 100 small letters,"
                + " digits and hyphens, such as acme-inc",
            "acme.json: organisation.currency: 'Taler' is not a currency; write the three letters of"
                + " its ISO 4217 code, such as EUR");
  }

  @Test
  void aMisspeltFieldGetsTheNearestNameAndIsNotCalledMissingToo() {
    assertThat(jsonFaults("{'backups': [{'sytem': 'CRM'}]}"))
        .containsExactly(
            "acme.json: backups[0].sytem: is no field of backups; did you mean 'system'?");
  }

  @Test
  void aMisspeltSectionGetsTheNearestName() {
    assertThat(jsonFaults("{'backup': []}"))
        .containsExactly("acme.json: backup: is no section; did you mean 'backups'?");
  }

  @Test
  void namesThatAreLikeNoSectionAreToldTogether() {
    assertThat(
            jsonFaults(
                "{'url': 'x', 'status': 'up', 'code': 200, 'a': 1, 'b': 2, 'c': 3, 'd': 4, 'e': 5, 'f': 6}"))
        .containsExactly(
            "acme.json: holds no section: its names are url, status, code, a, b, c, d, e and 1 more;"
                + " the sections are organisation, backups, systems, practices, roadmap, time,"
                + " meetings");
    assertThat(jsonFaults("{'backups': [], 'systemes': [], 'url': 'x', 'code': 200}"))
        .containsExactly(
            "acme.json: systemes: is no section; did you mean 'systems'?",
            "acme.json: holds names that are no sections: url, code; the sections are organisation,"
                + " backups, systems, practices, roadmap, time, meetings");
  }

  @Test
  void aFieldThatNoEntryMayHaveIsToldOnce() {
    assertThat(
            jsonFaults(
                "{'backups': ["
                    + "{'system': 'CRM', 'sise': 1},".repeat(11)
                    + "{'sise': 2, 'system': 'CRM'}]}"))
        .containsExactly(
            "acme.json: backups[0].sise: is no field of backups (here and in 11 more entries); the"
                + " fields of backups are system, lastRun, lastRestoreTest");
  }

  @Test
  void aNameLikeNothingKnownGetsAllNames() {
    assertThat(jsonFaults("{'backups': [{'system': 'CRM', 'colour': 'red'}]}"))
        .containsExactly(
            "acme.json: backups[0].colour: is no field of backups; the fields of backups are"
                + " system, lastRun, lastRestoreTest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'backups': {'system': 'CRM'}} | backups: is an object where a list is due; write brackets around it: [{...}]",
        "{'backups': 'CRM'} | backups: is text where a list is due; write a list: [{...}, {...}]",
        "{'backups': [null]} | backups[0]: is null where an object is due; remove it",
        "{'backups': ['CRM']} | backups[0]: is text where an object is due; write the fields of the entry in braces: {...}",
        "{'roadmap': [{'years': 3}]} | roadmap: is a list where one object is due; write its fields in braces, without the list",
        "{'roadmap': true} | roadmap: is true where one object is due; write its fields in braces: {...}",
        "{'backups': [{'system': 42}]} | backups[0].system: is a number where text is due; write it in quotes: \"42\"",
        "{'backups': [{'system': ['CRM']}]} | backups[0].system: is a list where text is due; write one text in quotes",
        "{'backups': [{'system': 'a', 'lastRun': 2026}]} | backups[0].lastRun: is a number where a date is due; write YYYY-MM-DD in quotes",
        "{'systems': [{'name': 'a', 'critical': 'yes'}]} | systems[0].critical: is text where true or false is due; write it without quotes: true",
        "{'systems': [{'name': 'a', 'critical': 0}]} | systems[0].critical: is a number where true or false is due; write true or false, without quotes",
        "{'systems': [{'name': 'a', 'dataGb': '500'}]} | systems[0].dataGb: is text where a number is due; write it without quotes: 500",
        "{'systems': [{'name': 'a', 'dataGb': {}}]} | systems[0].dataGb: is an object where a number is due; write one number",
        "{'systems': [{'name': 'a', 'workloads': ['serch']}]} | systems[0].workloads: 'serch' is not allowed here; did you mean 'search'? the known values are transactional, analytics, search",
        "{'roadmap': {'agreedWith': ['CEO', 7]}} | roadmap.agreedWith[1]: is a number where text is due; write it in quotes: \"7\"",
        "{'roadmap': {'agreedWith': ['']}} | roadmap.agreedWith[0]: is empty; write a text or remove it",
        "{'organisation': {'industry': 'Bankng'}} | organisation.industry: 'Bankng' is not allowed here; did you mean 'banking'? the known values are banking, software, retail",
        "{'organisation': {'employees': -1}} | organisation.employees: -1 is too small; write a whole number, at least 0",
        "{'organisation': {'employees': 1.5}} | organisation.employees: 1.5 is not a whole number; write a number without decimals",
        "{'organisation': {'employees': 3000000000}} | organisation.employees: 3000000000 is too big; write a whole number, at most 2147483647",
        "{'time': [{'role': 'CTO', 'share': 0.5, 'score': 6}]} | time[0].score: 6 is too big; write 1 to 5",
        "{'time': [{'role': 'CTO', 'share': -0.5}]} | time[0].share: -0.5 is too small; write 0 to 1",
        "{'roadmap': {'updatedOn': '1026-01-01'}} | roadmap.updatedOn: '1026-01-01' is out of any likely time; write a year from 1900 to 2200",
        "{'roadmap': {'updatedOn': '2026-02-30'}} | roadmap.updatedOn: '2026-02-30' is not a date; write YYYY-MM-DD",
        "{'roadmap': {'updatedOn': 'soon'}} | roadmap.updatedOn: 'soon' is not a date; write YYYY-MM-DD"
      })
  void aWrongValueIsToldWithItsCure(String content, String fault) {
    assertThat(jsonFaults(content)).containsExactly("acme.json: " + fault);
  }

  @Test
  void aDateInAnotherFormIsReadAsMeant() {
    ParsedDocument document =
        json(
            """
            {'backups': [{'system': 'a', 'lastRun': '21.11.2026'},
                         {'system': 'b', 'lastRun': '2026-11-20T08:15:00Z'}]}
            """);
    assertThat(entries(document, "backups"))
        .containsExactly(
            Map.of("system", "a", "lastRun", LocalDate.of(2026, 11, 21)),
            Map.of("system", "b", "lastRun", LocalDate.of(2026, 11, 20)));
    assertThat(document.warnings())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "acme.json: backups[0].lastRun: '21.11.2026' read as 2026-11-21",
            "acme.json: backups[1].lastRun: '2026-11-20T08:15:00Z' read as 2026-11-20, the day"
                + " without its time");
  }

  @Test
  void anAmbiguousDateIsDecidedByThoseOfTheOtherEntries() {
    assertThat(
            entries(
                json(
                    "{'backups': [{'system': 'a', 'lastRun': '03/04/2026'}, {'system': 'b',"
                        + " 'lastRun': '21/11/2026'}]}"),
                "backups"))
        .extracting(entry -> entry.get("lastRun"))
        .containsExactly(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 11, 21));
    assertThat(entries(json("{'backups': [{'system': 'a', 'lastRun': '03/04/2026'}]}"), "backups"))
        .containsExactly(
            Map.of(
                "system",
                "a",
                "lastRun",
                new Unclear("03/04/2026", List.of("2026-04-03", "2026-03-04"), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5", "1.000,00", "NaN", "1e3", "€ 100", "1 000"})
  void aNumberInAnotherNotationIsToldHowNumbersAreWritten(String number) {
    assertThat(jsonFaults("{'systems': [{'name': 'a', 'dataGb': '" + number + "'}]}"))
        .containsExactly(
            "acme.json: systems[0].dataGb: '"
                + number
                + "' is not a number; "
                + FieldValueReader.PLAIN_NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "1e999999999",
        "1e-999999999",
        "1e-400",
        "1234567890123456",
        "0.123456789012345678901"
      })
  void aNumberOfTooManyDigitsIsRefused(String number) {
    assertThat(jsonFaults("{'systems': [{'name': 'a', 'dataGb': " + number + "}]}"))
        .singleElement()
        .asString()
        .contains("systems[0].dataGb: ")
        .contains(" has too many digits; write at most 15 before the point and 20 after it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-1e-99999999999"})
  void anExponentBeyondAllMeasureIsRefused(String number) {
    assertThat(jsonFaults("{'systems': [{'name': 'a', 'dataGb': " + number + "}]}")).hasSize(1);
  }

  @Test
  void aWholeNumberMayBeWrittenWithADecimalZero() {
    assertThat(entries(json("{'organisation': {'employees': 3.0}}"), "organisation"))
        .containsExactly(Map.of("employees", 3));
  }

  @Test
  void anUnknownValueOfAnOpenChoiceIsAcceptedWithAWarning() {
    ParsedDocument document = json("{'practices': [{'name': 'risk-asessment'}]}");
    assertThat(entries(document, "practices")).containsExactly(Map.of("name", "risk-asessment"));
    assertThat(document.warnings())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "acme.json: practices[0].name: 'risk-asessment' is none of the known values; did you"
                + " mean 'risk-assessment'? the known values are incident-response-plan,"
                + " risk-assessment");
  }

  @Test
  void aTextWhereAListIsDueIsAListOfWhatItNames() {
    ParsedDocument document =
        json(
            "{'systems': [{'name': 'a', 'workloads': 'search'}, {'name': 'b', 'workloads': 'search, analytics'}]}");
    assertThat(entries(document, "systems"))
        .containsExactly(
            Map.of("name", "a", "workloads", List.of("search")),
            Map.of("name", "b", "workloads", List.of("search", "analytics")));
    assertThat(document.warnings())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "acme.json: systems[0].workloads: 'search' read as a list of it alone, and 1 more of this"
                + " column in the same way; write a list of texts: [\"...\", \"...\"]");
  }

  @Test
  void aListKeepsItsOrderAndNamesNothingTwice() {
    assertThat(entries(json("{'roadmap': {'agreedWith': ['CTO', 'CEO', ' CTO ']}}"), "roadmap"))
        .containsExactly(Map.of("agreedWith", List.of("CTO", "CEO")));
  }

  @Test
  void aLineBreakInATextBecomesASpace() {
    assertThat(entries(json("{'backups': [{'system': 'a \\r\\n b\\tc'}]}"), "backups"))
        .containsExactly(Map.of("system", "a b c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u001b[31m", "\\ud800"})
  void aCharacterThatCannotBePrintedIsRefused(String escape) {
    assertThat(jsonFaults("{'backups': [{'system': 'a" + escape + "'}]}"))
        .singleElement()
        .asString()
        .startsWith("acme.json: backups[0].system: 'a")
        .endsWith("holds a character that cannot be printed; type it anew");
  }

  @Test
  void aTextOfUnlikelyLengthIsRefused() {
    assertThat(jsonFaults("{'backups': [{'system': '" + "x".repeat(2001) + "'}]}"))
        .containsExactly(
            "acme.json: backups[0].system: is a text of 2001 characters; shorten it to 2000");
  }

  @Test
  void aDocumentWithoutASectionChangesNothingAndSaysSo() {
    ParsedDocument document = json("{}");
    assertThat(document.sections()).isEmpty();
    assertThat(document.warnings()).hasSize(1);
  }

  @Test
  void whatIsReadCannotBeChanged() {
    ParsedDocument document = evidence(read("acme.json", "{\"roadmap\": {\"years\": 1}}"));
    assertThatThrownBy(() -> entries(document, "roadmap").get(0).put("years", 2))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
