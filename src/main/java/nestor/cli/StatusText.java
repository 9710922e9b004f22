package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;

/** The status of a home as text for people, a line for each thing, with its details below. */
record StatusText(JsonNode status, PrintWriter out) {
  /** Prints all of it. */
  void print() {
    server();
    ready();
    rulebook();
    routes();
    waiting();
    inbox();
    quarantine();
    notAdvised();
    handedOver();
    bounced();
  }

  private void server() {
    JsonNode server = status.path("server");
    line(
        "server",
        server.path("running").asBoolean()
            ? "running as process "
                + server.path("process").asLong()
                + ", "
                + server.path("http").asText()
            : "not running");
  }

  private void ready() {
    if (status.has("ready")) {
      line("ready", status.get("ready").asBoolean() ? "yes" : "no");
      for (JsonNode condition : status.path("conditions")) {
        if (!condition.path("holds").asBoolean()) {
          more(condition.path("name").asText() + ": " + condition.path("reason").asText());
        }
      }
    }
  }

  private void rulebook() {
    JsonNode rulebook = status.path("rulebook");
    line(
        "rulebook",
        rulebook.path("version").asText("none in force")
            + (rulebook.path("faults").isEmpty()
                ? ", no faults"
                : ", " + counted(rulebook.path("faults").size(), "fault")));
    rulebook.path("faults").forEach(fault -> more(fault.asText()));
  }

  private void routes() {
    JsonNode ofRoutes = status.path("routes").path("faults");
    if (!ofRoutes.isEmpty()) {
      line("routes", counted(ofRoutes.size(), "fault"));
      ofRoutes.forEach(fault -> more(fault.asText()));
    }
  }

  private void waiting() {
    JsonNode waiting = status.path("waiting");
    line(
        "waiting",
        counted(waiting.path("documents").asLong(), "document")
            + (waiting.has("oldest")
                ? ", the oldest since " + waiting.get("oldest").asText()
                : ""));
    waiting.path("first").forEach(receipt -> more(receipt(receipt)));
  }

  private void inbox() {
    JsonNode left = status.path("left");
    if (!left.isEmpty()) {
      line("inbox", left.size() + " not taken");
      left.forEach(one -> more(one.path("file").asText() + " " + one.path("reason").asText()));
    }
  }

  private void quarantine() {
    JsonNode quarantine = status.path("quarantined");
    long replayed = quarantine.path("replayed").asLong();
    line(
        "quarantine",
        counted(quarantine.path("documents").asLong(), "document")
            + (replayed == 0 ? "" : ", and " + replayed + " that were replayed"));
    for (JsonNode receipt : quarantine.path("latest")) {
      more(receipt(receipt));
      receipt.path("reasons").forEach(reason -> more("  " + reason.asText()));
    }
  }

  private void notAdvised() {
    JsonNode notAdvised = status.path("notAdvised");
    if (!notAdvised.isEmpty()) {
      line("not advised", counted(notAdvised.size(), "organisation"));
      for (JsonNode one : notAdvised) {
        more(one.path("organisation").asText() + ": " + one.path("reason").asText());
      }
    }
  }

  private void handedOver() {
    JsonNode handed = status.path("handedOver");
    line(
        "handed over",
        handed.path("sent").asLong()
            + " sent, "
            + handed.path("pending").asLong()
            + " to do, "
            + handed.path("failed").asLong()
            + " given up");
    for (JsonNode open : handed.path("open")) {
      more(
          open.path("target").asText()
              + (open.has("lastError")
                  ? ": "
                      + counted(open.path("attempts").asLong(), "attempt")
                      + ", "
                      + open.get("lastError").asText()
                  : ""));
    }
  }

  private void bounced() {
    if (!status.path("bounced").isEmpty()) {
      line("bounced", counted(status.path("bounced").size(), "mail"));
      for (JsonNode mail : status.path("bounced")) {
        more(
            mail.path("recipient").asText()
                + (mail.hasNonNull("organisation")
                    ? " of " + mail.get("organisation").asText()
                    : "")
                + ": "
                + mail.path("reason").asText());
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
