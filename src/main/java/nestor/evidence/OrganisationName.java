package nestor.evidence;

import java.text.Normalizer;
import java.util.Locale;
import nestor.rulebook.OrganisationSection;
import org.jspecify.annotations.Nullable;

/**
 * Resolution of the organisation a document belongs to, from the id inside it, the folder it was
 * put in, and its file name. Contradictions are faults of the {@link ParseContext}.
 */
final class OrganisationName {
  private OrganisationName() {}

  /**
   * The organisation's id: where the document was put and what stands in it must agree; otherwise
   * what stands in it wins over its name. Null, and a fault, where there is none.
   *
   * @param named what the document's name has in the place of an id, or null where it has none
   * @param asNamed a name for the document that would do, given an id
   */
  static @Nullable String of(
      Document document, @Nullable String named, String asNamed, ParseContext context) {
    String inside = context.idInside();
    String placed = document.placedFor();
    if (placed != null && !OrganisationSection.isId(placed)) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "was put where " + MessageText.quoted(placed) + " belongs, which is not an id",
          "put it where " + suggestion(placed) + " belongs");
      return null;
    }
    if (placed != null) {
      if (inside != null && !inside.equals(placed)) {
        context.fault(
            Location.at(OrganisationSection.ORGANISATION + "." + OrganisationSection.ID),
            MessageText.quoted(inside)
                + " is not "
                + MessageText.quoted(placed)
                + ", where it was put",
            "put it where " + inside + " belongs, or correct the id");
        return null;
      }
      return placed;
    }
    if (inside != null) {
      return inside;
    }
    if (context.hasFaultyId()) {
      return null;
    }
    if (named == null) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          "does not say of which organisation it speaks",
          "name it " + asNamed.replace("?", "<organisation>") + ", or put it in that folder");
      return null;
    }
    if (!OrganisationSection.isId(named)) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          MessageText.quoted(named) + " in its name is not an organisation's id",
          "name it " + asNamed.replace("?", suggestion(named)) + ", or give an id inside");
      return null;
    }
    return named;
  }

  /** An id that is like the text. */
  static String suggestion(String text) {
    String start = text.length() > 100 ? text.substring(0, 100) : text;
    String id =
        Normalizer.normalize(start, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return OrganisationSection.isId(id) ? id : "acme";
  }
}
