package nestor.distribution;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.util.VersionUtil;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of libraries that are known to be vulnerable:
 * src/security/known-vulnerabilities.yaml. For the check of what goes into the archive; what is not
 * in the list is not found.
 */
record KnownVulnerabilities(List<Vulnerability> all) {
  static final Path FILE = Path.of("src/security/known-vulnerabilities.yaml");
  private static final ObjectReader YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .build()
          .readerForListOf(Vulnerability.class);

  /**
   * One entry.
   *
   * @param library group:name; an asterisk stands for all names of the group
   */
  record Vulnerability(
      String advisory,
      String what,
      String library,
      List<Range> affected,
      @Nullable Exemption exempt) {
    boolean concerns(Library found) {
      return library.equals(found.coordinates()) || library.equals(found.group() + ":*");
    }

    /** The range that this version is in, or null. */
    @Nullable Range affecting(Library found) {
      return affected.stream()
          .filter(range -> concerns(found) && range.holds(found.version()))
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * From one version up to another.
   *
   * @param from null for the first of all
   * @param fixed the first that is not vulnerable any more
   */
  record Range(@Nullable String from, String fixed) {
    boolean holds(String version) {
      Version found = parsed(version);
      return found.compareTo(parsed(fixed)) < 0
          && (from == null || found.compareTo(parsed(from)) >= 0);
    }

    static String newer(String one, String other) {
      return parsed(one).compareTo(parsed(other)) < 0 ? other : one;
    }

    private static Version parsed(String version) {
      return VersionUtil.parseVersion(version, null, null);
    }
  }

  /**
   * Why a vulnerability does no harm here; the day named in until is the first on which this counts
   * no more.
   */
  record Exemption(LocalDate until, String because) {}

  static KnownVulnerabilities read(String yaml) throws IOException {
    return new KnownVulnerabilities(YAML.readValue(yaml));
  }

  static KnownVulnerabilities kept() throws IOException {
    return read(Files.readString(FILE));
  }

  /** What must be done before these libraries may be shipped, a line each. */
  List<String> faults(List<Library> libraries, LocalDate today) {
    List<String> faults = new ArrayList<>();
    for (Library library : libraries) {
      open(library).ifPresent(faults::add);
      ended(library, today).forEach(faults::add);
    }
    for (Vulnerability known : all) {
      if (known.exempt() != null
          && libraries.stream().noneMatch(library -> known.affecting(library) != null)) {
        faults.add(
            known.advisory()
                + " is exempted, but no library has it any more: delete the exemption in "
                + FILE
                + " and the line in SECURITY.md");
      }
    }
    return faults;
  }

  private Optional<String> open(Library library) {
    List<String> told = new ArrayList<>();
    String cure = "0";
    for (Vulnerability known : all) {
      Range range = known.affecting(library);
      if (range != null && known.exempt() == null) {
        told.add(known.advisory() + " (" + known.what() + ")");
        cure = Range.newer(cure, range.fixed());
      }
    }
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            library.coordinates()
                + " "
                + library.version()
                + " has "
                + String.join(", ", told)
                + ": take "
                + cure
                + " or newer in pom.xml, or exempt it in "
                + FILE
                + " with a date and a reason");
  }

  private Stream<String> ended(Library library, LocalDate today) {
    return all.stream()
        .filter(known -> known.affecting(library) != null)
        .filter(known -> known.exempt() != null && !today.isBefore(known.exempt().until()))
        .map(
            known ->
                library.coordinates()
                    + " "
                    + library.version()
                    + " has "
                    + known.advisory()
                    + " ("
                    + known.what()
                    + "), and its exemption has ended: see whether a fixed version can be had now, else"
                    + " whether the reason still holds, and set a new date in "
                    + FILE);
  }
}
