package nestor.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Known vulnerabilities of libraries: each is named with its cure, and exemptions end. */
class KnownVulnerabilitiesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final String SMUGGLING =
      """
      - advisory: CVE-2026-33870
        what: requests are smuggled
        library: io.netty:netty-codec-http
        affected: [{from: "4.1.0.Final", fixed: 4.1.132.Final}, {from: "4.2.0.Final", fixed: 4.2.10.Final}]
      """;
  private static final String EXEMPT =
      SMUGGLING + "  exempt: {until: 2026-12-01, because: nobody sends chunks}\n";

  @Test
  void aVulnerableLibraryIsNamedWithItsCure() throws IOException {
    assertThat(faults(SMUGGLING, "4.1.130.Final", TODAY))
        .containsExactly(
            "io.netty:netty-codec-http 4.1.130.Final has CVE-2026-33870 (requests are smuggled): take 4.1.132.Final"
                + " or newer in pom.xml, or exempt it in src/security/known-vulnerabilities.yaml with a date and a reason");
    assertThat(faults(SMUGGLING, "4.2.9.Final", TODAY)).hasSize(1);
  }

  @Test
  void severalOfOneLibraryAreOneLineWithTheNewestCure() throws IOException {
    String other =
        """
        - advisory: CVE-2026-59899
          what: memory runs out
          library: io.netty:netty-codec-http
          affected: [{fixed: 4.1.136.Final}]
        """;
    assertThat(faults(other + SMUGGLING, "4.1.130.Final", TODAY))
        .singleElement()
        .asString()
        .contains("has CVE-2026-59899 (memory runs out), CVE-2026-33870 (requests are smuggled)")
        .contains("take 4.1.136.Final or newer");
  }

  @Test
  void whatIsFixedOrOlderThanTheFaultIsNotNamed() throws IOException {
    for (String sound : List.of("4.1.132.Final", "4.1.140.Final", "4.2.10.Final", "4.0.9.Final")) {
      assertThat(faults(SMUGGLING, sound, TODAY)).as(sound).isEmpty();
    }
  }

  @Test
  void anAsteriskStandsForAllOfAGroup() throws IOException {
    assertThat(faults(SMUGGLING.replace("netty-codec-http", "*"), "4.1.130.Final", TODAY))
        .hasSize(1);
  }

  @Test
  void anExemptionCountsUntilItsDateAndNoLonger() throws IOException {
    assertThat(faults(EXEMPT, "4.1.130.Final", TODAY)).isEmpty();
    assertThat(faults(EXEMPT, "4.1.130.Final", TODAY.plusDays(1)))
        .containsExactly(
            "io.netty:netty-codec-http 4.1.130.Final has CVE-2026-33870 (requests are smuggled), and its exemption has"
                + " ended: see whether a fixed version can be had now, else whether the reason still holds, and set a"
                + " new date in src/security/known-vulnerabilities.yaml");
  }

  @Test
  void anExemptionThatNothingNeedsIsToBeDeleted() throws IOException {
    assertThat(faults(EXEMPT, "4.1.132.Final", TODAY))
        .containsExactly(
            "CVE-2026-33870 is exempted, but no library has it any more: delete the exemption in"
                + " src/security/known-vulnerabilities.yaml and the line in SECURITY.md");
  }

  @Test
  void readersAreToldOfEachExemption() throws IOException {
    String security = Files.readString(Path.of("SECURITY.md"));
    for (KnownVulnerabilities.Vulnerability known : KnownVulnerabilities.kept().all()) {
      boolean told =
          security
              .lines()
              .anyMatch(
                  line ->
                      known.exempt() != null
                          && line.contains(known.library().replaceAll(".*:", ""))
                          && line.contains(known.advisory())
                          && line.contains(known.exempt().until().toString()));
      assertThat(told)
          .as("SECURITY.md has a line with " + known.advisory() + ", its library and its date")
          .isEqualTo(known.exempt() != null);
    }
  }

  private static List<String> faults(String known, String version, LocalDate today)
      throws IOException {
    return KnownVulnerabilities.read(known)
        .faults(List.of(new Library("io.netty", "netty-codec-http", version, List.of())), today);
  }
}
