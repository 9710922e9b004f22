package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import nestor.engine.assessment.EngineDifference;
import nestor.server.pipeline.InboxLeftovers;
import nestor.server.status.RuntimeStatus;
import nestor.server.status.Status;
import nestor.server.status.StoreStatus;
import org.jspecify.annotations.Nullable;

/**
 * The status of a home as text for people, a line for each thing, with its details below. The page
 * of the same is made by {@code StatusPages}.
 */
record StatusText(Status status, PrintWriter out) {
  /** Prints all of it. */
  void print() {
    server(status.runtime().server());
    ready(status.runtime());
    rulebook(status.runtime().rulebook());
    routes(status.runtime().routes());
    waiting(status.store().waiting());
    inbox(status.runtime().left());
    quarantine(status.store().quarantined());
    reading(status.store().reading());
    notAdvised(status.runtime().notAdvised());
    withheld(status.runtime().withheld());
    handedOver(status.store().handedOver());
    bounced(status.store().bounced());
  }

  private void server(RuntimeStatus.ServerProcess server) {
    line(
        "server",
        server.running()
            ? "running as process " + server.process() + ", " + server.http()
            : "not running");
  }

  private void ready(RuntimeStatus server) {
    if (server.ready() == null || server.conditions() == null) {
      return;
    }
    line("ready", server.ready() ? "yes" : "no");
    for (RuntimeStatus.Condition condition : server.conditions()) {
      if (!condition.holds()) {
        more(condition.name() + ": " + condition.reason());
      }
    }
  }

  private void rulebook(RuntimeStatus.RulebookFaults rulebook) {
    line(
        "rulebook",
        (rulebook.version() == null ? "none in force" : rulebook.version())
            + (rulebook.faults().isEmpty()
                ? ", no faults"
                : ", " + counted(rulebook.faults().size(), "fault")));
    rulebook.faults().forEach(this::more);
  }

  private void routes(RuntimeStatus.@Nullable Faults routes) {
    if (routes != null && !routes.faults().isEmpty()) {
      line("routes", counted(routes.faults().size(), "fault"));
      routes.faults().forEach(this::more);
    }
  }

  private void waiting(StoreStatus.Waiting waiting) {
    line(
        "waiting",
        counted(waiting.documents(), "document")
            + (waiting.oldest() == null ? "" : ", the oldest since " + waiting.oldest()));
    waiting.first().forEach(receipt -> more(receipt(receipt)));
  }

  private void inbox(@Nullable List<InboxLeftovers.Left> left) {
    if (left != null && !left.isEmpty()) {
      line("inbox", left.size() + " not taken");
      left.forEach(one -> more(one.file() + " " + one.reason()));
    }
  }

  private void quarantine(StoreStatus.Quarantined quarantine) {
    line(
        "quarantine",
        counted(quarantine.documents(), "document")
            + (quarantine.replayed() == 0
                ? ""
                : ", and " + quarantine.replayed() + " that were replayed"));
    for (JsonNode receipt : quarantine.latest()) {
      more(receipt(receipt));
      receipt.path("reasons").forEach(reason -> more("  " + reason.asText()));
    }
  }

  private void reading(StoreStatus.@Nullable Reading reading) {
    // A server of an earlier version says nothing of it.
    if (reading == null) {
      return;
    }
    if (!reading.open().isEmpty()) {
      line("questions", "of " + counted(reading.open().size(), "organisation"));
      for (StoreStatus.OpenQuestions one : reading.open()) {
        one.questions().forEach(question -> more(one.organisation() + ": " + question));
      }
    }
    if (!reading.latest().isEmpty()) {
      line("notes", "on " + counted(reading.latest().size(), "document"));
      for (JsonNode receipt : reading.latest()) {
        more(receipt(receipt));
        receipt.path("reasons").forEach(reason -> more("  " + reason.asText()));
      }
    }
  }

  private void notAdvised(@Nullable List<RuntimeStatus.NotAdvised> notAdvised) {
    if (notAdvised != null && !notAdvised.isEmpty()) {
      line("not advised", counted(notAdvised.size(), "organisation"));
      notAdvised.forEach(one -> more(one.organisation() + ": " + one.reason()));
    }
  }

  private void withheld(@Nullable List<EngineDifference> withheld) {
    if (withheld != null && !withheld.isEmpty()) {
      line(
          "withheld", counted(withheld.size(), "answer") + ", by a fault of Nestor: please report");
      for (EngineDifference one : withheld) {
        more(
            one.rule()
                + " from "
                + one.organisation()
                + ", as of "
                + one.asOf()
                + ", rulebook "
                + one.rulebook());
        more("  its own evaluation: " + one.evaluation());
        more("  Drools: " + (one.failure() == null ? one.drools() : one.failure()));
        more("  the dossier: in log/nestor.log");
      }
    }
  }

  private void handedOver(StoreStatus.HandedOver handed) {
    line(
        "handed over",
        handed.sent() + " sent, " + handed.pending() + " to do, " + handed.failed() + " given up");
    for (StoreStatus.Delivery open : handed.open()) {
      more(
          open.target()
              + (open.error() == null
                  ? ""
                  : ": " + counted(open.attempts(), "attempt") + ", " + open.error()));
    }
  }

  private void bounced(List<StoreStatus.Bounce> bounced) {
    if (!bounced.isEmpty()) {
      line("bounced", counted(bounced.size(), "mail"));
      for (StoreStatus.Bounce mail : bounced) {
        more(
            mail.recipient()
                + (mail.organisation() == null ? "" : " of " + mail.organisation())
                + ": "
                + (mail.reason() == null ? "" : mail.reason()));
      }
    }
  }

  private static String receipt(JsonNode receipt) {
    return receipt.path("id").asText()
        + "  "
        + receipt.path("name").asText()
        + (receipt.has("organisation") ? " for " + receipt.get("organisation").asText() : "");
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private void line(String what, String about) {
    out.println(String.format(Locale.ROOT, "%-11s %s", what, about));
  }

  private void more(String about) {
    out.println(
        "            "
            + about
                .codePoints()
                .map(
                    c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                            ? '?'
                            : c)
                .collect(
                    StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
  }
}
