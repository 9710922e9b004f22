package nestor.server.reload;

/** Failure to start the routes; the message names the place and the cure. */
public final class InvalidRoutesException extends RuntimeException {
  InvalidRoutesException(String message, Throwable cause) {
    super(message, cause);
  }

  InvalidRoutesException(String message) {
    super(message);
  }
}
