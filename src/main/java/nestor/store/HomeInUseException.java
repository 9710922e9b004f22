package nestor.store;

/** The home folder is open in another process; the message says which, and the cure. */
public final class HomeInUseException extends RuntimeException {
  HomeInUseException(String message) {
    super(message);
  }
}
