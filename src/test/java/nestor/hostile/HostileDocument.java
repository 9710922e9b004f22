package nestor.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of the corpus.
 *
 * @param id what is wrong with it, in a few words joined by hyphens; unique within its family
 * @param name the file name under which it comes
 * @param bytes makes its content, which may be large
 */
public record HostileDocument(String id, String name, Bytes bytes) {

  /** Makes bytes. */
  @FunctionalInterface
  public interface Bytes {
    byte[] make() throws IOException;
  }

  /** What the document holds. */
  public byte[] content() {
    try {
      return bytes.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return id + " (" + name + ")";
  }

  /** Collects documents of one file name. */
  static final class Family {
    private final String usualName;
    private final List<HostileDocument> documents = new ArrayList<>();

    Family(String usualName) {
      this.usualName = usualName;
    }

    /** A text in UTF-8 under the usual name. */
    Family text(String id, String content) {
      return named(id, usualName, content);
    }

    /** As {@link #text}, single quotes standing for double. */
    Family quoted(String id, String content) {
      return text(id, content.replace('\'', '"'));
    }

    /** A text in UTF-8 under a name of its own. */
    Family named(String id, String name, String content) {
      return bytes(id, name, () -> content.getBytes(StandardCharsets.UTF_8));
    }

    Family bytes(String id, Bytes content) {
      return bytes(id, usualName, content);
    }

    Family bytes(String id, String name, Bytes content) {
      documents.add(new HostileDocument(id, name, content));
      return this;
    }

    List<HostileDocument> all() {
      return List.copyOf(documents);
    }
  }
}
