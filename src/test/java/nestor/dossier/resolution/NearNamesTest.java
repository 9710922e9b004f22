package nestor.dossier.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nestor.rulebook.NameTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearNamesTest {

  @ParameterizedTest
  @CsvSource({
    "SAP S4 HANA, SAP S/4HANA",
    "SAP S/4 HANA, SAP-S/4HANA",
    "CRM01.acme.local, CRM",
    "crm01.acme.local, crm01",
    "crm-prod, CRM",
    "Legder, Ledger"
  })
  void aNameIsNearToOneThatDiffersByASlipAHostANumberOrMarks(String written, String known) {
    assertThat(near(written, known)).containsExactly(NameTable.key(known));
  }

  @ParameterizedTest
  @CsvSource({"CRM01, CRM02", "Ledger, Lodge", "C3M, CRM", "crm01x.acme.local, CRM"})
  void aNameIsNotNearToAnotherThing(String written, String known) {
    assertThat(near(written, known)).isEmpty();
  }

  private static List<String> near(String written, String known) {
    return NearNames.of(NameTable.key(written), List.of(NameTable.key(known)));
  }
}
