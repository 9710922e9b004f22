package nestor.server.admin;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Operation that a command can ask of a home, whether a server runs there or not. {@link
 * AdminOperations} does it, {@link AdminClient} asks for it.
 */
public enum AdminOperation {
  STATUS,
  DOSSIERS,
  DOSSIERS_AFTER,
  DOSSIER,
  ADVICE,
  REPLAY(true),
  BACKUP,
  TOKEN_NEW(true),
  TOKEN_LIST,
  TOKEN_REVOKE(true);

  private final boolean exclusive;

  AdminOperation() {
    this(false);
  }

  AdminOperation(boolean exclusive) {
    this.exclusive = exclusive;
  }

  /** Returns the operation of that name on the wire; empty where there is none. */
  static Optional<AdminOperation> named(String name) {
    return Arrays.stream(values()).filter(one -> one.wireName().equals(name)).findFirst();
  }

  /** Its name on the wire, such as {@code token-new}. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it changes something, so that a server does one such operation at a time. */
  boolean isExclusive() {
    return exclusive;
  }

  /**
   * Time for which a client waits for the server's answer. A backup takes as long as the disk does.
   */
  Duration timeout() {
    return this == BACKUP ? Duration.ofHours(6) : Duration.ofSeconds(60);
  }
}
