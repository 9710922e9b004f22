package nestor.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The archive that `mvn package` made: what it says of the libraries in it is true, and they may be
 * shipped.
 */
class DistributionIT {
  /** By path, without the folder that all are in; no content of what is in lib/. */
  private static final Map<String, String> FILES = new TreeMap<>();

  private static List<Library> libraries;

  @BeforeAll
  static void unpack() throws IOException {
    Path archive;
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      archive =
          built
              .filter(file -> file.toString().endsWith(".tar.gz"))
              .max((one, other) -> Long.compare(time(one), time(other)))
              .orElseThrow();
    }
    try (InputStream in = Files.newInputStream(archive);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName().replaceFirst("^[^/]*/", "");
        if (entry.isFile()) {
          FILES.put(name, name.startsWith("lib/") ? "" : new String(tar.readAllBytes(), UTF_8));
        }
      }
    }
    libraries = Library.in(new ObjectMapper().readTree(FILES.get("bom.json")));
  }

  @Test
  void noLibraryHasAKnownVulnerability() throws IOException {
    assertThat(KnownVulnerabilities.kept().faults(libraries, LocalDate.now(ZoneOffset.UTC)))
        .isEmpty();
  }

  @Test
  void theListsNameEachLibraryAndNoOther() {
    List<String> jars =
        FILES.keySet().stream()
            .filter(name -> name.startsWith("lib/") && !name.startsWith("lib/nestor-"))
            .map(name -> name.substring("lib/".length()))
            .toList();

    assertThat(libraries).extracting(Library::jar).containsExactlyInAnyOrderElementsOf(jars);
    assertThat(FILES.get("THIRD-PARTY.txt").lines())
        .containsAll(
            libraries.stream().map(found -> found.coordinates() + " " + found.version()).toList());
  }

  @Test
  void theListForProgramsIsFilledIn() {
    assertThat(FILES.get("bom.json")).contains("\"bomFormat\": \"CycloneDX\"").doesNotContain("${");
  }

  @Test
  void theTextOfALicenceOfEachLibraryIsThere() {
    for (Library library : libraries) {
      assertThat(library.licenses().stream().anyMatch(license -> hasText(library, license)))
          .as(
              library.coordinates()
                  + " is under "
                  + library.licenses()
                  + " and brings no text of it: put that into src/assembly/licenses/")
          .isTrue();
    }
  }

  @Test
  void noticesAreThere() {
    assertThat(FILES.get("NOTICE")).startsWith("Nestor\nCopyright ").contains("THIRD-PARTY.txt");
    assertThat(FILES.get("licenses/pdfbox/META-INF/NOTICE")).contains("Apache PDFBox");
  }

  private static boolean hasText(Library library, String license) {
    return (license.equals("Apache-2.0") && FILES.containsKey("LICENSE"))
        || FILES.containsKey("licenses/" + license + ".txt")
        || FILES.containsKey("licenses/" + library.name() + ".txt")
        || FILES.keySet().stream()
            .anyMatch(name -> name.startsWith("licenses/" + library.name() + "/META-INF/LICENSE"));
  }

  private static long time(Path file) {
    return file.toFile().lastModified();
  }
}
