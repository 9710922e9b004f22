package nestor.app.live;

/** The routes cannot be started; the message says what to change. */
public final class UnusableRoutesException extends RuntimeException {
  UnusableRoutesException(String message, Throwable cause) {
    super(message, cause);
  }

  UnusableRoutesException(String message) {
    super(message);
  }
}
