package nestor.intake;

import java.io.IOException;

/**
 * Failure to receive a file that changed meanwhile. The file was left in the inbox, or put back,
 * and is tried again.
 */
public final class StillWrittenException extends IOException {
  private static final long serialVersionUID = 1;

  StillWrittenException(String file) {
    super(file + " is still being written");
  }
}
