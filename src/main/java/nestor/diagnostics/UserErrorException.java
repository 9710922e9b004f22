package nestor.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

/**
 * End of a command because of a mistake that the user can correct. The message has one line a fault
 * and is printed without a stack trace. Faults of documents are {@link Diagnostic}s and are never
 * thrown.
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
