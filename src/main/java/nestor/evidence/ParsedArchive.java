package nestor.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;

/**
 * Archive of documents of several organisations or sources, divided by these. Archives of one
 * organisation and source are a {@link ParsedDocument}.
 *
 * @param parts the documents of each organisation, in the order of their ids
 * @param passedOver what belongs to none of them
 */
public record ParsedArchive(List<Part> parts, List<Note> passedOver) implements ParseResult {

  /**
   * The documents of one organisation and source.
   *
   * @param name of the archive that holds them alone, such as {@code acme.zip}
   * @param organisation whose documents they are, or an empty text where nothing says so
   * @param content that archive; {@link DocumentReader} gives the same result for it
   */
  @SuppressWarnings("ArrayRecordComponent") // a part is never compared
  public record Part(String name, String organisation, byte[] content, ParseResult result) {}

  public ParsedArchive {
    parts = List.copyOf(parts);
    passedOver = List.copyOf(passedOver);
  }

  @Override
  public List<ParseResult> each() {
    return parts.stream().map(Part::result).toList();
  }

  @Override
  public ParseResult strictly() {
    List<Diagnostic> faults = new ArrayList<>(Note.faultsWhenStrict(passedOver));
    return faults.isEmpty()
        ? new ParsedArchive(
            parts.stream()
                .map(
                    part ->
                        new Part(
                            part.name(),
                            part.organisation(),
                            part.content(),
                            part.result().strictly()))
                .toList(),
            passedOver)
        : new Rejection(faults);
  }

  /** Organisations of its documents, in words. */
  public String contents() {
    return parts.stream()
        .map(
            part ->
                (part.organisation().isEmpty() ? "nobody named" : part.organisation())
                    + (part.result() instanceof ParsedDocument document
                            && !document.source().equals(Declaration.PEOPLE)
                        ? " from " + document.source()
                        : ""))
        .collect(Collectors.joining(", "));
  }
}
