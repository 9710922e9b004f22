package nestor.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a command because of something that its user can mend; the message says what, one line a
 * fault.
 */
public final class UserErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UserErrorException(String message) {
    super(message);
  }

  public UserErrorException(List<Diagnostic> faults) {
    super(
        faults.stream()
            .map(Diagnostic::toString)
            .collect(Collectors.joining(System.lineSeparator())));
  }
}
