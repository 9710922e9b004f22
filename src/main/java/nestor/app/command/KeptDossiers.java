package nestor.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.app.control.Control;
import nestor.app.desk.UnusableException;
import nestor.dossier.Dossier;
import nestor.dossier.Dossiers;
import nestor.dossier.KeptSection;
import nestor.dossier.Origin;
import nestor.rulebook.Nearest;
import nestor.rulebook.Vocabulary;

/** The dossiers that a home keeps, whether a server has the home or nobody. */
public final class KeptDossiers {
  private final Path home;
  private final Control control;

  public KeptDossiers(Path home) {
    this.home = home;
    this.control = new Control(home);
  }

  /** Whether there is a desk in the home at all. */
  boolean exist() {
    return Files.isDirectory(home.resolve("store"));
  }

  /**
   * The organisations of which something is known, by id.
   *
   * @throws UnusableException if the home cannot be read
   */
  public List<String> organisations() {
    List<String> ids = new ArrayList<>();
    control
        .ask("dossiers", JsonNodeFactory.instance.objectNode())
        .path("organisations")
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /**
   * One dossier, to be read with any vocabulary.
   *
   * @throws UnusableException if the home keeps none of that id, or cannot be read
   */
  Kept of(String organisation) {
    List<String> known = organisations();
    if (!known.contains(organisation)) {
      throw new UnusableException(
          organisation
              + ": there is no such file, and "
              + home
              + " keeps no such organisation; "
              + (known.isEmpty() ? "name a file" : Nearest.cure(organisation, known)));
    }
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("organisation", organisation);
    return new Kept(organisation, sections(control.ask("dossier", asked).path("sections")));
  }

  /**
   * Every dossier, by its organisation's id.
   *
   * @throws UnusableException if the home cannot be read
   */
  List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    String last = "";
    while (true) {
      ObjectNode asked = JsonNodeFactory.instance.objectNode().put("after", last);
      JsonNode some = control.ask("dossiers-after", asked).path("organisations");
      if (some.isEmpty()) {
        return all;
      }
      for (Map.Entry<String, JsonNode> dossier : some.properties()) {
        last = dossier.getKey();
        all.add(new Kept(last, sections(dossier.getValue())));
      }
    }
  }

  /** Sections as {@code Operations} gives them. */
  static SortedMap<String, KeptSection> sections(JsonNode json) {
    SortedMap<String, KeptSection> sections = new TreeMap<>();
    for (Map.Entry<String, JsonNode> section : json.properties()) {
      JsonNode kept = section.getValue();
      sections.put(
          section.getKey(),
          new KeptSection(
              kept.path("entries").asText(),
              new Origin(
                  kept.path("document").asText(),
                  Instant.parse(kept.path("received").asText()),
                  kept.path("sha256").asText())));
    }
    return sections;
  }

  /** A dossier that no vocabulary has read yet. */
  record Kept(String organisation, SortedMap<String, KeptSection> sections) {
    Dossier with(Vocabulary vocabulary) {
      return Dossiers.read(organisation, sections, vocabulary);
    }
  }
}
