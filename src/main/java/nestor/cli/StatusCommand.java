package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.server.admin.AdminClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command {@code nestor status}. */
@Command(
    name = "status",
    description =
        "Show waiting and quarantined documents with reasons, deliveries, and the "
            + "health of server and rulebook.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private OutputFormatOption printed = new OutputFormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** For people or for programs. */
  @Override
  public Integer call() {
    Configuration configuration = rules.settings().get();
    ObjectNode status =
        new AdminClient(home.folder(configuration), this::unserved)
            .request("status", JsonNodeFactory.instance.objectNode());
    PrintWriter out = spec.commandLine().getOut();
    if (printed.isJson()) {
      out.println(status.toPrettyString());
    } else {
      print(status, out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void unserved(ObjectNode status) {
    status.putObject("server").put("running", false);
    RulebookCompiler.Result loaded =
        RulebookCompiler.load(rules.folder(), Installation.compilationCache());
    ObjectNode rulebook = status.putObject("rulebook");
    loaded
        .rulebook()
        .ifPresent(
            book -> {
              rulebook.put("version", book.rulebook().version());
              book.close();
            });
    ArrayNode faults = rulebook.putArray("faults");
    loaded.faults().forEach(diagnostic -> faults.add(diagnostic.toString()));
  }

  private static void print(JsonNode status, PrintWriter out) {
    JsonNode server = status.path("server");
    line(
        out,
        "server",
        server.path("running").asBoolean()
            ? "running as process "
                + server.path("process").asLong()
                + ", "
                + server.path("http").asText()
            : "not running");
    if (status.has("ready")) {
      line(out, "ready", status.get("ready").asBoolean() ? "yes" : "no");
      for (JsonNode condition : status.path("conditions")) {
        if (!condition.path("holds").asBoolean()) {
          more(out, condition.path("name").asText() + ": " + condition.path("reason").asText());
        }
      }
    }
    JsonNode rulebook = status.path("rulebook");
    line(
        out,
        "rulebook",
        rulebook.path("version").asText("none in force")
            + (rulebook.path("faults").isEmpty()
                ? ", no faults"
                : ", " + counted(rulebook.path("faults").size(), "fault")));
    rulebook.path("faults").forEach(fault -> more(out, fault.asText()));
    JsonNode ofRoutes = status.path("routes").path("faults");
    if (!ofRoutes.isEmpty()) {
      line(out, "routes", counted(ofRoutes.size(), "fault"));
      ofRoutes.forEach(fault -> more(out, fault.asText()));
    }
    JsonNode waiting = status.path("waiting");
    line(
        out,
        "waiting",
        counted(waiting.path("documents").asLong(), "document")
            + (waiting.has("oldest")
                ? ", the oldest since " + waiting.get("oldest").asText()
                : ""));
    waiting.path("first").forEach(receipt -> more(out, receipt(receipt)));
    JsonNode left = status.path("left");
    if (!left.isEmpty()) {
      line(out, "inbox", left.size() + " not taken");
      left.forEach(one -> more(out, one.path("file").asText() + " " + one.path("reason").asText()));
    }
    JsonNode quarantine = status.path("quarantined");
    long replayed = quarantine.path("replayed").asLong();
    line(
        out,
        "quarantine",
        counted(quarantine.path("documents").asLong(), "document")
            + (replayed == 0 ? "" : ", and " + replayed + " that were replayed"));
    for (JsonNode receipt : quarantine.path("latest")) {
      more(out, receipt(receipt));
      receipt.path("reasons").forEach(reason -> more(out, "  " + reason.asText()));
    }
    JsonNode notAdvised = status.path("notAdvised");
    if (!notAdvised.isEmpty()) {
      line(out, "not advised", counted(notAdvised.size(), "organisation"));
      for (JsonNode one : notAdvised) {
        more(out, one.path("organisation").asText() + ": " + one.path("reason").asText());
      }
    }
    JsonNode handed = status.path("handedOver");
    line(
        out,
        "handed over",
        handed.path("sent").asLong()
            + " sent, "
            + handed.path("pending").asLong()
            + " to do, "
            + handed.path("failed").asLong()
            + " given up");
    for (JsonNode open : handed.path("open")) {
      more(
          out,
          open.path("target").asText()
              + (open.has("lastError")
                  ? ": "
                      + counted(open.path("attempts").asLong(), "attempt")
                      + ", "
                      + open.get("lastError").asText()
                  : ""));
    }
    if (!status.path("bounced").isEmpty()) {
      line(out, "bounced", counted(status.path("bounced").size(), "mail"));
      for (JsonNode mail : status.path("bounced")) {
        more(
            out,
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

  private static void line(PrintWriter out, String what, String about) {
    out.println(String.format(Locale.ROOT, "%-11s %s", what, about));
  }

  private static void more(PrintWriter out, String about) {
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
