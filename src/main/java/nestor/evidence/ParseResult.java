package nestor.evidence;

import java.util.List;

/**
 * Result of reading a document: a {@link ParsedDocument}, a {@link Rejection} with every fault, or
 * a {@link ParsedArchive} of several documents, for which the one or the other stands.
 */
public sealed interface ParseResult permits ParsedDocument, ParsedArchive, Rejection {
  /** The results of the documents that it holds; of one that is no archive, itself. */
  default List<ParseResult> each() {
    return List.of(this);
  }

  /**
   * This result, or a refusal of each document in which anything was read otherwise than it is
   * written, asked or passed over.
   */
  default ParseResult strictly() {
    return this;
  }
}
