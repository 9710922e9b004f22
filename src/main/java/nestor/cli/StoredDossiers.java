package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.Origin;
import nestor.dossier.StoredSection;
import nestor.rulebook.Vocabulary;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;

/**
 * Dossiers of a home, whether a server has it open or not. {@link DossierFiles} reads those of
 * documents.
 */
public final class StoredDossiers {
  private final Path home;
  private final AdminClient admin;

  public StoredDossiers(Path home) {
    this.home = home;
    this.admin = new AdminClient(home);
  }

  /** Returns whether the home has a store at all. */
  boolean exist() {
    return Files.isDirectory(home.resolve("store"));
  }

  /**
   * Returns the ids of the organisations about which something is known.
   *
   * @throws UserErrorException if the home cannot be read
   */
  public List<String> organisations() {
    List<String> ids = new ArrayList<>();
    admin
        .request(AdminOperation.DOSSIERS, JsonNodeFactory.instance.objectNode())
        .path("organisations")
        .forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /**
   * One dossier, to be read with any vocabulary.
   *
   * @throws UserErrorException if the home keeps none of that id, or cannot be read
   */
  Kept of(String organisation) {
    List<String> known = organisations();
    if (!known.contains(organisation)) {
      throw new UserErrorException(
          organisation
              + ": there is no such file, and "
              + home
              + " keeps no such organisation; "
              + (known.isEmpty() ? "name a file" : Suggestions.cure(organisation, known)));
    }
    ObjectNode asked = JsonNodeFactory.instance.objectNode().put("organisation", organisation);
    return new Kept(
        organisation, sections(admin.request(AdminOperation.DOSSIER, asked).path("sections")));
  }

  /**
   * Every dossier, by its organisation's id.
   *
   * @throws UserErrorException if the home cannot be read
   */
  List<Kept> all() {
    List<Kept> all = new ArrayList<>();
    String last = "";
    while (true) {
      ObjectNode asked = JsonNodeFactory.instance.objectNode().put("after", last);
      JsonNode some = admin.request(AdminOperation.DOSSIERS_AFTER, asked).path("organisations");
      if (some.isEmpty()) {
        return all;
      }
      for (Map.Entry<String, JsonNode> dossier : some.properties()) {
        last = dossier.getKey();
        all.add(new Kept(last, sections(dossier.getValue())));
      }
    }
  }

  /** Sections as {@code AdminOperations} gives them. */
  static List<StoredSection> sections(JsonNode json) {
    List<StoredSection> sections = new ArrayList<>();
    for (JsonNode kept : json) {
      sections.add(
          new StoredSection(
              kept.path("section").asText(),
              kept.path("entries").asText(),
              kept.path("partial").asBoolean(),
              new Origin(
                  kept.path("document").asText(),
                  Instant.parse(kept.path("received").asText()),
                  kept.path("sha256").asText(),
                  kept.path("source").asText()),
              kept.path("notes").textValue()));
    }
    return sections;
  }

  /** A dossier that no vocabulary has read yet. */
  record Kept(String organisation, List<StoredSection> sections) {
    Dossier with(Vocabulary vocabulary) {
      return DossierRepository.read(organisation, sections, vocabulary);
    }
  }
}
