package nestor.dossier;

import java.util.ArrayList;
import java.util.List;
import nestor.rulebook.OrganisationSection;

/**
 * JSON form of a dossier in one line, in which its sections stand as in a document. It is for logs;
 * over HTTP a dossier is answered by {@code OrganisationEndpoints}.
 */
public final class DossierJson {
  private DossierJson() {}

  /** All sections of the dossier; a section with one entry at most is a list, too. */
  public static String of(Dossier dossier) {
    List<String> sections = new ArrayList<>();
    dossier
        .sections()
        .forEach(
            (name, held) -> sections.add('"' + name + "\":" + EntriesJson.write(held.content())));
    return "{\""
        + OrganisationSection.ID
        + "\":\""
        + dossier.organisation()
        + "\","
        + String.join(",", sections)
        + "}";
  }
}
