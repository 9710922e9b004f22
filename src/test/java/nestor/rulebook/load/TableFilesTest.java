package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.rulebook.ShopRulebook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {
  private @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    ShopRulebook.in(folder);
  }

  @Test
  void aSpreadsheetHoldsTheSameTableAsYaml() throws IOException {
    Object yaml = RulebookLoader.draft(folder).tables();
    csv("place,kept\ncellar,yes\n");
    assertThat(ShopRulebook.faults(folder)).isEmpty();
    assertThat((Object) RulebookLoader.draft(folder).tables()).isEqualTo(yaml);
    csv(
        "# a note, with a comma\r\n\"# a note; quoted\"\r\nkept;place\r\n yes ; \"cellar\"\r\n;\r\n");
    assertThat(ShopRulebook.faults(folder)).isEmpty();
    assertThat((Object) RulebookLoader.draft(folder).tables()).isEqualTo(yaml);
    csv("\uFEFFplace,kept\n\"a \"\"cool\"\" place, below\",yes\n");
    assertThat(RulebookLoader.draft(folder).tables().get("CellarOf").get(0).get("place"))
        .isEqualTo("a \"cool\" place, below");
  }

  @Test
  void anEditOfASpreadsheetIsAnotherVersion() throws IOException {
    csv("place,kept\ncellar,yes\n");
    String version = RulebookLoader.version(folder);
    csv("place,kept\ncellar,no\n");
    assertThat(RulebookLoader.version(folder)).isNotEqualTo(version);
  }

  @Test
  void faultsOfASpreadsheetAreToldAtTheirCell() throws IOException {
    csv("place, keptt,place\ncellar,yes\n\nattic,no,x,y\n\"loft\" x,no\n\"shed,no\n");
    assertThat(ShopRulebook.faults(folder))
        .containsExactly(
            "CellarOf.csv:1:8: CellarOf has no field 'keptt'; did you mean 'kept'?",
            "CellarOf.csv:1:14: 'place' is given twice; keep one of the columns",
            "CellarOf.csv:2:1: this row of CellarOf has no kept; give every row all fields",
            "CellarOf.csv:4:1: this row of CellarOf has no kept; give every row all fields",
            "CellarOf.csv:4:12: this row has more cells than there are columns;"
                + " put a value that holds a comma into double quotes",
            "CellarOf.csv:5:1: 'x' stands after a closing quote;"
                + " write a quote within quotes twice, or close the cell there",
            "CellarOf.csv:5:1: this row of CellarOf has no kept; give every row all fields",
            "CellarOf.csv:6:1: this cell has no closing quote; end it with \"",
            "CellarOf.csv:6:1: this row of CellarOf has no kept; give every row all fields");
  }

  @Test
  void aTableStandsInOnePlaceAndARowOnce() throws IOException {
    csv("place,kept\ncellar,yes\ncellar,yes\n");
    Files.writeString(
        folder.resolve("tables.yaml"), "CellarOf:\n  - {place: cellar, kept: \"yes\"}\n");
    assertThat(ShopRulebook.faults(folder))
        .containsExactly(
            "CellarOf.csv:1:1: the table CellarOf stands in tables.yaml already;"
                + " keep it in one place");
    Files.delete(folder.resolve("tables.yaml"));
    assertThat(ShopRulebook.faults(folder))
        .containsExactly("CellarOf.csv:3:1: this row stands above already; delete one of the two");
  }

  @Test
  void aMisspeltTableGetsTheNearest() throws IOException {
    Files.writeString(folder.resolve("CelarOf.csv"), "place,kept\n");
    assertThat(ShopRulebook.faults(folder))
        .isEqualTo(
            List.of(
                "CelarOf.csv:1:1: no type 'CelarOf' is declared with @table;"
                    + " did you mean 'CellarOf.csv'?"));
    Files.writeString(folder.resolve("CelarOf.csv"), "");
    assertThat(ShopRulebook.faults(folder)).anyMatch(f -> f.contains("the table is empty"));
  }

  private void csv(String text) throws IOException {
    Files.deleteIfExists(folder.resolve("tables.yaml"));
    Files.writeString(folder.resolve("CellarOf.csv"), text);
  }
}
