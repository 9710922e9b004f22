package nestor.app.web;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import nestor.access.Caller;
import nestor.app.desk.Adviser;
import nestor.app.desk.Rooms;
import nestor.app.desk.RulebookInForce;
import nestor.app.desk.Sha256;
import nestor.delivery.Dispatch;
import nestor.pages.Underway;

/** Tells whether anything has changed that a caller may see. Safe for use by several threads. */
public final class Changes {
  private static final int SHOWN_OF_HASH = 16;

  private final Rooms rooms;
  private final Adviser adviser;
  private final Supplier<Underway> underway;

  /** Changes of what is kept, of the rulebook in force, and of how far the work is. */
  public Changes(Rooms rooms, Adviser adviser, Supplier<Underway> underway) {
    this.rooms = rooms;
    this.adviser = adviser;
    this.underway = underway;
  }

  /** Another text whenever anything has changed that the caller may see. */
  public String mark(Caller caller) {
    String whose = caller.organisation();
    RulebookInForce rulebook = adviser.rulebookInForce();
    String state =
        rooms
            .store()
            .read(
                tx ->
                    String.join(
                        "\n",
                        rooms.receipts().mark(tx, whose),
                        rooms.dossiers().mark(tx, whose),
                        String.valueOf(rooms.advisories().mark(tx, whose)),
                        caller.isConsultant()
                            ? rooms.dispatches().count(tx, Dispatch.State.PENDING)
                                + " "
                                + rooms.dispatches().count(tx, Dispatch.State.FAILED)
                                + rulebook.objections()
                                + underway.get()
                            : "",
                        rulebook.version()));
    return Sha256.of(state.getBytes(StandardCharsets.UTF_8)).substring(0, SHOWN_OF_HASH);
  }
}
