package nestor.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;

/**
 * Documents of one call, for dossiers. Where two of them give the same section of the same
 * organisation from the same source and say different things, neither is taken: nobody said which
 * one holds.
 */
final class GivenDocuments {
  private final List<Given> all = new ArrayList<>();

  /**
   * A document.
   *
   * @param path as the caller wrote it
   */
  private record Given(String path, ParsedDocument document, Origin origin) {}

  /**
   * Adds a document.
   *
   * @param path as the caller wrote it
   * @param origin as advisories name it
   */
  void add(String path, ParsedDocument document, String origin, String sha256) {
    all.add(new Given(path, document, new Origin(origin, Instant.EPOCH, sha256)));
  }

  /** The dossiers by organisation. */
  SortedMap<String, Dossier> dossiers(List<Diagnostic> faults) {
    Map<String, Given> holders = new HashMap<>();
    Set<String> contested = new HashSet<>();
    for (Given given : all) {
      given
          .document()
          .sections()
          .forEach(
              (section, content) -> {
                String key = key(given, section);
                Given other = holders.putIfAbsent(key, given);
                if (other == null) {
                  return;
                }
                List<Map<String, Object>> said = entries(other, section);
                if (isPart(said, content.entries())) {
                  holders.put(key, given);
                } else if (!isPart(content.entries(), said)) {
                  contested.add(key);
                  faults.add(
                      Diagnostic.in(
                          given.path(),
                          null,
                          "gives "
                              + section
                              + " of "
                              + given.document().organisation()
                              + ", as "
                              + other.path()
                              + " does, so neither is taken",
                          "keep one of them, put all entries into one file, or name the `source` of one"));
                }
              });
    }
    TreeMap<String, Dossier> dossiers = new TreeMap<>();
    for (Given given : all) {
      String organisation = given.document().organisation();
      SortedMap<String, SectionContent> kept = new TreeMap<>(given.document().sections());
      kept.keySet()
          .removeIf(
              section -> {
                String key = key(given, section);
                return contested.contains(key) || !given.equals(holders.get(key));
              });
      ParsedDocument document = given.document().with(Collections.unmodifiableSortedMap(kept));
      dossiers.merge(
          organisation,
          Dossier.empty(organisation).with(document, given.origin()),
          (former, latter) -> former.with(document, given.origin()));
    }
    return dossiers;
  }

  private static String key(Given given, String section) {
    ParsedDocument document = given.document();
    return document.organisation() + "." + section + " " + document.source();
  }

  private static List<Map<String, Object>> entries(Given given, String section) {
    SectionContent content = given.document().sections().get(section);
    return content == null ? List.of() : content.entries();
  }

  /** Whether one says nothing that the other does not say, too. */
  private static boolean isPart(
      List<Map<String, Object>> entries, List<Map<String, Object>> ofThese) {
    return entries.equals(ofThese)
        || (entries.size() == 1
            && ofThese.size() == 1
            && ofThese.get(0).entrySet().containsAll(entries.get(0).entrySet()));
  }
}
