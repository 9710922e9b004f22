package nestor.dossier;

import java.util.List;
import java.util.stream.Stream;

/**
 * Place that an entry of a section has among the statements of its sources.
 *
 * @param number by which it is called among all entries of the section; two entries made of one
 *     share it
 * @param statement the index of the statement that holds it
 * @param inDocument its index in that statement's document
 * @param partial whether a field that it does not give is unknown, whatever its absence means
 * @param merged the places of the other entries that it unites
 */
public record EntryPlace(
    int number, int statement, int inDocument, boolean partial, List<EntryPlace> merged) {
  public EntryPlace {
    merged = List.copyOf(merged);
  }

  EntryPlace(int number, int statement, int inDocument, boolean partial) {
    this(number, statement, inDocument, partial, List.of());
  }

  /** This place and those that were merged into it. */
  public List<EntryPlace> all() {
    return Stream.concat(Stream.of(this), merged.stream()).toList();
  }

  /** This place with another merged into it; what one of them gives completely is complete. */
  public EntryPlace with(EntryPlace other) {
    return new EntryPlace(
        number,
        statement,
        inDocument,
        partial && other.partial,
        Stream.concat(merged.stream(), other.all().stream()).toList());
  }
}
