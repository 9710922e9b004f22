package nestor.configuration;

/**
 * Password or token that never shows its value in a log or message; the value must be asked for by
 * name.
 */
public final class Secret {
  private final String value;

  /** Keeps that text. */
  public Secret(String value) {
    this.value = value;
  }

  /** The text itself; for the one who must present it, never for a log or a message. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
