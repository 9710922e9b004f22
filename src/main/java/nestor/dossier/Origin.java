package nestor.dossier;

import java.time.Instant;
import java.util.Comparator;
import nestor.evidence.Declaration;

/**
 * Origin of a statement: the document's name, the time of its arrival, the SHA-256 of its bytes in
 * hex, and whose statement it is.
 *
 * @param source {@link Declaration#PEOPLE}, or the name of a tool
 */
public record Origin(String document, Instant received, String sha256, String source) {

  /** Order of origins: people first, then tools by their names. */
  public static final Comparator<Origin> PEOPLE_FIRST =
      Comparator.comparing((Origin origin) -> !origin.isOfPeople()).thenComparing(Origin::source);

  /** The origin of what people state. */
  public Origin(String document, Instant received, String sha256) {
    this(document, received, sha256, Declaration.PEOPLE);
  }

  /** Whether people state it, and not a tool. */
  public boolean isOfPeople() {
    return source.equals(Declaration.PEOPLE);
  }

  /** The same document, as the statement of a source. */
  public Origin of(String itsSource) {
    return itsSource.equals(source) ? this : new Origin(document, received, sha256, itsSource);
  }
}
