package nestor.server.reload;

/** The routes cannot be started; the message says what to change. */
public final class InvalidRoutesException extends RuntimeException {
  InvalidRoutesException(String message, Throwable cause) {
    super(message, cause);
  }

  InvalidRoutesException(String message) {
    super(message);
  }
}
