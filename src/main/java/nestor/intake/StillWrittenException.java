package nestor.intake;

import java.io.IOException;

/** A file of the inbox that changed while it was taken; it was left where it is, or put back. */
public final class StillWrittenException extends IOException {
  private static final long serialVersionUID = 1;

  StillWrittenException(String file) {
    super(file + " is still being written");
  }
}
