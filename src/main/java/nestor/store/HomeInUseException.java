package nestor.store;

/**
 * Failure to open a home that another process has open. The message names that process and the
 * cure.
 */
public final class HomeInUseException extends RuntimeException {
  HomeInUseException(String message) {
    super(message);
  }
}
