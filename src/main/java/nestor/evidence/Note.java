package nestor.evidence;

import nestor.diagnostics.Diagnostic;

/**
 * Remark on how a document was read where it does not say a thing as the vocabulary has it. Notes
 * stand in the reading report of a document, and in the advisories that rest on it; what makes a
 * document useless is a fault of a {@link Rejection} instead.
 *
 * @param place where, what was read, and what to write instead; the cure may be empty
 */
public record Note(Kind kind, Diagnostic place) {

  /** What was done with what the document says. */
  public enum Kind {
    /** Taken as written, though it looks like a slip. */
    DOUBTED,
    /** Taken for something else than what is written, which it surely means. */
    READ_AS,
    /** Asked, because it can be read in several ways; unknown until somebody answers. */
    ASKED,
    /** Not taken at all. */
    PASSED_OVER
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
