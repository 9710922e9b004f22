package nestor.evidence;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import nestor.rulebook.OrganisationSection;
import org.jspecify.annotations.Nullable;

/**
 * Resolution of the organisation a document belongs to, from the id inside it, the folder it was
 * put in, and its file name. Contradictions are faults of the {@link ParseContext}.
 */
final class OrganisationName {
  private static final int LONGEST = 100;

  private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern HYPHENS_AROUND = Pattern.compile("^-+|-+$");
  private static final Pattern MARKS = Pattern.compile("\\p{M}");

  private OrganisationName() {}

  /**
   * The organisation's id: where the document was put and what stands in it must agree; otherwise
   * what stands in it wins over its name. Null, and a fault, where there is none.
   */
  static @Nullable String of(Document document, FileName name, ParseContext context) {
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
    FileName.Doubt doubt = name.doubt();
    String named = name.organisation();
    if (doubt != null || named == null) {
      context.fault(
          Location.WHOLE_DOCUMENT,
          doubt == null ? "does not name its organisation" : doubt.what(),
          doubt == null ? "give an id inside" : doubt.cure());
      return null;
    }
    if (name.isTakenFor()) {
      context.readAs(
          Location.WHOLE_DOCUMENT,
          MessageText.quoted(name.stem())
              + " in its name read as "
              + (name.section() == null ? "" : name.section() + " of ")
              + "the organisation "
              + named,
          "name it "
              + named
              + (name.section() == null ? "" : "." + name.section())
              + name.extension()
              + " to say so");
    }
    return named;
  }

  /** An id that is like the text. */
  static String suggestion(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String id = NOT_IN_IDS.matcher(plain(start).toLowerCase(Locale.ROOT)).replaceAll("-");
    id = HYPHENS_AROUND.matcher(id).replaceAll("");
    return OrganisationSection.isId(id) ? id : "acme";
  }

  /** Whether an id like the text keeps every letter and digit of it, accents apart. */
  static boolean isFaithful(String text) {
    return text.length() <= LONGEST
        && plain(text).codePoints().noneMatch(c -> c > 127 && Character.isLetterOrDigit(c));
  }

  private static String plain(String text) {
    return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }
}
