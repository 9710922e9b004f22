package nestor.app.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nestor.app.desk.Conditions;
import nestor.app.desk.LeftInInbox;
import nestor.app.desk.Rooms;
import nestor.delivery.Dispatch;
import nestor.delivery.mail.Letter;
import nestor.intake.Receipt;
import nestor.pages.StatusPages;
import nestor.pages.Underway;
import nestor.store.Transaction;

/** How the server does, for the page that tells. */
final class ServerState {
  private static final int SHOWN = 20;

  private final Rooms rooms;
  private final Conditions conditions;
  private final LeftInInbox left;
  private final Supplier<Underway> underway;

  ServerState(Rooms rooms, Conditions conditions, LeftInInbox left, Supplier<Underway> underway) {
    this.rooms = rooms;
    this.conditions = conditions;
    this.left = left;
    this.underway = underway;
  }

  Underway underway() {
    return underway.get();
  }

  StatusPages.Server now() {
    List<StatusPages.Condition> states =
        conditions.look().stream()
            .map(state -> new StatusPages.Condition(state.name(), state.reason().orElse(null)))
            .toList();
    return rooms.store().read(tx -> now(tx, states));
  }

  private StatusPages.Server now(Transaction tx, List<StatusPages.Condition> states) {
    List<Receipt> oldest = rooms.receipts().in(tx, Receipt.State.RECEIVED, 1);
    List<Dispatch> open = new ArrayList<>(rooms.dispatches().in(tx, Dispatch.State.FAILED, SHOWN));
    open.addAll(rooms.dispatches().in(tx, Dispatch.State.PENDING, SHOWN));
    return new StatusPages.Server(
        states.stream().allMatch(state -> state.reason() == null),
        rooms.receipts().count(tx, Receipt.State.RECEIVED),
        oldest.isEmpty() ? null : oldest.get(0).receivedAt(),
        underway.get(),
        rooms.receipts().unsettled(tx, null, 1_000).size(),
        rooms.dispatches().count(tx, Dispatch.State.SENT),
        rooms.dispatches().count(tx, Dispatch.State.PENDING),
        rooms.dispatches().count(tx, Dispatch.State.FAILED),
        states,
        left.left().stream().map(one -> new StatusPages.Left(one.file(), one.reason())).toList(),
        open.stream()
            .map(
                d ->
                    new StatusPages.Dispatch(
                        d.organisation(),
                        d.channel(),
                        d.target(),
                        d.state().name().toLowerCase(java.util.Locale.ROOT),
                        d.attempts(),
                        d.lastError()))
            .toList(),
        bounced(tx));
  }

  private List<StatusPages.Bounce> bounced(Transaction tx) {
    List<StatusPages.Bounce> bounced = new ArrayList<>();
    for (Letter letter : rooms.letters().undelivered(tx, SHOWN)) {
      for (Letter.Recipient recipient : letter.recipients()) {
        if (recipient.state() == Letter.Arrival.FAILED
            || recipient.state() == Letter.Arrival.BOUNCED) {
          bounced.add(
              new StatusPages.Bounce(
                  recipient.address(), letter.organisation(), recipient.detail()));
        }
      }
    }
    return bounced;
  }
}
