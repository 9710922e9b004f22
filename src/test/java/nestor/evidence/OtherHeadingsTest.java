package nestor.evidence;

import static nestor.evidence.Samples.entries;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headings and values as consultants' clients write them in their languages. */
class OtherHeadingsTest {
  private static final DocumentReader READER =
      new DocumentReader(ShippedRulebook.get().documents());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "systems | name,Unterstützt bis | CRM,2027-01-31 | supportedUntil",
        "systems | Name,Pris en charge jusqu'au | CRM,2027-01-31 | supportedUntil",
        "systems | Systemname,Data (GB) | CRM,500 | dataGb",
        "systems | Nome do sistema,Com suporte até | CRM,2027-01-31 | supportedUntil",
        "systems | Naam,Einde ondersteuning | CRM,2027-01-31 | supportedUntil",
        "suppliers | Fournisseur,Taux de ponctualité | Cloudy,0.9 | onTimeRate",
        "suppliers | Leverancier,Percentage op tijd | Cloudy,0.9 | onTimeRate",
        "projects | Proyecto,Fecha de entrega,Entregado el | Ledger,2026-11-20,2026-11-21 | deliveredOn",
        "organisation | Name,Rolle der Technik | Acme,integral | technologyRole",
        "environmentalGoals | Goal,Beyond legal requirements | Less power,yes | beyondLegal",
        "environmentalGoals | Objetivo,Más allá de la ley | Less power,yes | beyondLegal",
        "regulations | Regulation,Compliant? | GDPR,yes | compliant",
        "backups | Sistema,Último teste de restauração | CRM,2026-10-01 | lastRestoreTest",
        "workforce | Technische Mitarbeiter,Jährliche Fluktuation | 20,0.1 | annualAttrition",
        "meetings | Participants,Wie oft | CEO;CTO,7 | everyDays",
        "releases | Team,Percentage mislukte wijzigingen | Payments,0.1 | changeFailureShare",
      })
  void aHeadingOfManyLanguagesIsTheField(String section, String header, String row, String field) {
    ParsedDocument document =
        evidence(
            READER.read(
                new Document("acme." + section + ".csv", utf8(header + "\n" + row + "\n"), null)));
    assertThat(entries(document, section).get(0)).containsKey(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "risks | name,level | Fire,med | level | medium",
        "suppliers | name,provides | Cloudy,HW | provides | hardware",
        "incidents | date,kind | 2026-11-20,furto di dati | kind | data-theft",
        "incidents | date,kind | 2026-11-20,ingegneria sociale | kind | social-engineering",
      })
  void aChoiceOfManyLanguagesIsTheChoice(
      String section, String header, String row, String field, String meant) {
    ParsedDocument document =
        evidence(
            READER.read(
                new Document("acme." + section + ".csv", utf8(header + "\n" + row + "\n"), null)));
    assertThat(entries(document, section).get(0)).containsEntry(field, meant);
  }

  @Test
  void aColumnOfStatesThatIsNoFieldRefusesNoTable() {
    ParsedDocument document =
        evidence(
            READER.read(
                new Document(
                    "acme.systems.csv",
                    utf8("Application,Status,Database,Criticality\nCRM,OK,Oracle,tier 1\n"),
                    null)));
    assertThat(entries(document, "systems")).containsExactly(Map.of("name", "CRM"));
  }
}
