package nestor.app.desk;

import java.util.List;
import java.util.stream.Collectors;
import nestor.rulebook.Fault;

/**
 * Ends a command because of something that its user can mend; the message says what, one line a
 * fault.
 */
public final class UnusableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableException(String message) {
    super(message);
  }

  public UnusableException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining(System.lineSeparator())));
  }
}
