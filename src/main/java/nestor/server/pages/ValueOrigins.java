package nestor.server.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.dossier.DossierSection;
import nestor.dossier.EntryPlace;
import nestor.dossier.Origin;

/** Lines that say from which document an entry, or each value of a united entry, comes. */
final class ValueOrigins {
  private ValueOrigins() {}

  /**
   * The lines of one entry.
   *
   * @param section as it is resolved
   */
  static List<String> of(DossierSection section, int entry) {
    EntryPlace place = section.place(entry);
    if (place.merged().isEmpty()) {
      return List.of(named(section.origin(place)));
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    section
        .content()
        .entries()
        .get(entry)
        .forEach(
            (field, value) ->
                fields
                    .computeIfAbsent(
                        named(section.origin(giver(section, place, field, value))),
                        o -> new ArrayList<>())
                    .add(field));
    List<String> lines = new ArrayList<>();
    fields.forEach((origin, of) -> lines.add(String.join(", ", of) + ": " + origin));
    return lines;
  }

  /** The first entry that says the same; else the first that says anything of the field. */
  private static EntryPlace giver(
      DossierSection section, EntryPlace place, String field, Object value) {
    EntryPlace any = null;
    for (EntryPlace one : place.all()) {
      Object said =
          section
              .statements()
              .get(one.statement())
              .content()
              .entries()
              .get(one.inDocument())
              .get(field);
      if (value.equals(said)) {
        return one;
      }
      any = any == null && said != null ? one : any;
    }
    return any == null ? place : any;
  }

  private static String named(Origin origin) {
    return origin.isOfPeople()
        ? origin.document()
        : origin.document() + " (" + origin.source() + ")";
  }
}
