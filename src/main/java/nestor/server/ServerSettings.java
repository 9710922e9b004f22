package nestor.server;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import nestor.configuration.HttpSettings;
import nestor.delivery.Format;
import nestor.server.mail.ServerMailSettings;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a server: its home, and how it works.
 *
 * @param home the folder that holds inbox, outbox, archive, quarantine, log and store
 * @param routes the folder of the routes
 * @param clock the clock that gives the time of receipts, by its date in UTC the day of the advice,
 *     and how long it has been quiet: it must tick
 * @param http where the server listens for requests
 * @param mail settings of incoming and outgoing mail
 */
public record ServerSettings(
    Path home,
    Path routes,
    Clock clock,
    Documents documents,
    Advisories advisories,
    HttpSettings http,
    ServerMailSettings mail) {

  /**
   * How documents are taken in.
   *
   * @param quiet how long no document of an organisation must come before it is advised
   * @param stillness how long a file in the inbox must not change before it is taken
   * @param mostWaiting how many documents may wait before further documents over HTTP are refused
   */
  public record Documents(Duration quiet, Duration stillness, int mostWaiting) {
    /** Usual number of documents that may wait. */
    public static final int MOST_WAITING = 1_000;

    /** Documents as a server usually takes them in. */
    public static final Documents USUAL =
        new Documents(Duration.ofSeconds(2), Duration.ofSeconds(1), MOST_WAITING);

    /** With the usual number of documents that may wait. */
    public Documents(Duration quiet, Duration stillness) {
      this(quiet, stillness, MOST_WAITING);
    }
  }

  /**
   * What becomes of advisories.
   *
   * @param formats the formats in which the outbox gets each advisory
   * @param keep how long an advisory is kept that says the same as the one before it, or null for
   *     as long as the home exists
   */
  public record Advisories(List<Format> formats, @Nullable Period keep) {}

  /** A server without mail that listens on any free port of this machine alone. */
  public ServerSettings(
      Path home, Path routes, Clock clock, Documents documents, List<Format> formats) {
    this(
        home,
        routes,
        clock,
        documents,
        new Advisories(formats, null),
        new HttpSettings("127.0.0.1", 0, null, 64L << 20, null),
        ServerMailSettings.NONE);
  }
}
