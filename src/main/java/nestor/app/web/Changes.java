package nestor.app.web;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import nestor.access.Caller;
import nestor.app.desk.Adviser;
import nestor.app.desk.Rooms;
import nestor.app.desk.RulebookInForce;
import nestor.app.desk.Sha256;
import nestor.pages.Underway;

/**
 * Tells whether anything has changed that a caller may see. To ask is cheap: the store counts its
 * changes, and is asked for what concerns one organisation only when it has changed. Safe for use
 * by several threads.
 */
public final class Changes {
  private static final int SHOWN_OF_HASH = 16;

  private final Rooms rooms;
  private final Adviser adviser;
  private final Supplier<Underway> underway;

  /** Counts begin anew with each start, and must not be taken for those of the one before. */
  private final String start = UUID.randomUUID().toString();

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /**
   * What an organisation sees.
   *
   * @param changes how many changes the store had made when it was asked
   */
  private record Seen(long changes, String state) {}

  /** Changes of what is kept, of the rulebook in force, and of how far the work is. */
  public Changes(Rooms rooms, Adviser adviser, Supplier<Underway> underway) {
    this.rooms = rooms;
    this.adviser = adviser;
    this.underway = underway;
  }

  /** Another text whenever anything has changed that the caller may see. */
  public String mark(Caller caller) {
    RulebookInForce rulebook = adviser.rulebookInForce();
    String whose = caller.organisation();
    String state =
        whose == null
            ? start + rooms.store().changes() + rulebook.objections() + underway.get()
            : state(whose);
    return Sha256.of((state + "\n" + rulebook.version()).getBytes(StandardCharsets.UTF_8))
        .substring(0, SHOWN_OF_HASH);
  }

  private String state(String organisation) {
    // Counted first: what changes while the store is asked makes it be asked once more.
    long changes = rooms.store().changes();
    Seen last = seen.get(organisation);
    if (last == null || last.changes() != changes) {
      String state =
          rooms
              .store()
              .read(
                  tx ->
                      String.join(
                          "\n",
                          rooms.receipts().mark(tx, organisation),
                          rooms.dossiers().mark(tx, organisation),
                          String.valueOf(rooms.advisories().mark(tx, organisation))));
      last = new Seen(changes, state);
      seen.put(organisation, last);
    }
    return last.state();
  }
}
