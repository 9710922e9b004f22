package nestor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * Document as it arrived: bytes and a name, not yet read. {@link DocumentReader} turns it into a
 * {@link ParseResult}.
 *
 * @param name its file name or what stands for one, with an extension; no folders
 * @param content its bytes
 * @param placedFor the organisation for which it was put where it was found (a folder, a URL, a
 *     mail's client), or null; an id inside the document must agree with it
 * @param declared what is said beside it of its source and of what is partial in it
 */
@SuppressWarnings("ArrayRecordComponent") // identity is by hash, never by equals
public record Document(
    String name, byte[] content, @Nullable String placedFor, Declaration declared) {

  /** A document beside which nothing is said. */
  public Document(String name, byte[] content, @Nullable String placedFor) {
    this(name, content, placedFor, Declaration.NONE);
  }
}
