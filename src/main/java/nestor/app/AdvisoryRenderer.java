package nestor.app;

import nestor.advisory.Advisory;
import nestor.delivery.Format;

/** Turns an advisory into a file's bytes; an exception makes the desk try again later. */
@FunctionalInterface
public interface AdvisoryRenderer {
  /** The advisory in that format. */
  byte[] render(Advisory advisory, Format format);
}
