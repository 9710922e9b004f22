package nestor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.workbench.OrganisationGenerator;

/** The organisations that are advised while times are taken. */
final class Organisations {
  static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final List<String> FILES =
      List.of("meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx");
  private static final long SEED = 2026;

  private final Rulebook rulebook;
  private final List<Dossier> examples = new ArrayList<>();

  Organisations(Rulebook rulebook) {
    this.rulebook = rulebook;
    DocumentReader reader = new DocumentReader(rulebook.vocabulary());
    for (String file : FILES) {
      try {
        byte[] content = Files.readAllBytes(Path.of("examples").resolve(file));
        ParsedDocument document = (ParsedDocument) reader.read(new Document(file, content, null));
        examples.add(
            Dossier.empty(document.organisation())
                .with(document, new Origin(file, Instant.EPOCH, "")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A bank, a start-up and a mining group. */
  List<Dossier> examples() {
    return examples;
  }

  /** Organisations with complete data. */
  List<Dossier> complete(int count) {
    OrganisationGenerator generated =
        new OrganisationGenerator(rulebook.vocabulary(), examples, TODAY, SEED);
    List<Dossier> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(generated.complete());
    }
    return all;
  }

  /** Organisations with complete data, about so many entries each. */
  List<Dossier> withEntries(int entries, int count) {
    OrganisationGenerator generated =
        new OrganisationGenerator(rulebook.vocabulary(), examples, TODAY, SEED);
    List<Dossier> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Dossier dossier = generated.complete();
      while (entries(dossier) < entries) {
        dossier = joined(dossier, generated.complete());
      }
      all.add(cut(dossier, entries));
    }
    return all;
  }

  static int entries(Dossier dossier) {
    return dossier.sections().values().stream()
        .mapToInt(held -> held.content().entries().size())
        .sum();
  }

  /** One organisation with the entries of both, those of the second under names of its own. */
  private Dossier joined(Dossier a, Dossier b) {
    int mark = entries(a);
    Map<String, DossierSection> sections = new TreeMap<>(a.sections());
    b.sections()
        .forEach(
            (name, held) -> {
              Section section = rulebook.vocabulary().section(name).orElseThrow();
              if (section.single() || section.speaksFor() != null || name.equals("executives")) {
                return;
              }
              List<Map<String, Object>> entries = new ArrayList<>(a.entries(name));
              held.content().entries().forEach(e -> entries.add(renamed(e, mark)));
              sections.put(name, with(name, entries, held));
            });
    return new Dossier(a.organisation(), new TreeMap<>(sections));
  }

  private static Map<String, Object> renamed(Map<String, Object> entry, int mark) {
    Map<String, Object> renamed = new LinkedHashMap<>(entry);
    for (String field : List.of("system", "name", "person", "customer", "capability")) {
      renamed.computeIfPresent(field, (f, value) -> value + " " + mark);
    }
    return renamed;
  }

  /** The same with entries left out, from the longest sections first, until so many are left. */
  private Dossier cut(Dossier dossier, int entries) {
    TreeMap<String, DossierSection> sections = new TreeMap<>(dossier.sections());
    int left = entries(dossier);
    while (left > entries) {
      String longest = "";
      int most = 1;
      for (Map.Entry<String, DossierSection> one : sections.entrySet()) {
        boolean free =
            rulebook.vocabulary().section(one.getKey()).orElseThrow().speaksFor() == null
                && !one.getKey().equals("executives");
        int size = one.getValue().content().entries().size();
        if (free && size > most) {
          longest = one.getKey();
          most = size;
        }
      }
      if (longest.isEmpty()) {
        break;
      }
      DossierSection held = sections.get(longest);
      List<Map<String, Object>> kept = held.content().entries().subList(0, most - 1);
      sections.put(longest, with(longest, kept, held));
      left--;
    }
    return new Dossier(dossier.organisation(), sections);
  }

  private static DossierSection with(
      String name, List<Map<String, Object>> entries, DossierSection as) {
    return new DossierSection(new SectionContent(name, List.copyOf(entries)), as.origin());
  }
}
