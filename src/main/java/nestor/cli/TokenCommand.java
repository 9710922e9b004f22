package nestor.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Command {@code nestor token} with {@code new}, {@code list} and {@code revoke}. */
@Command(
    name = "token",
    description =
        "Create, list and revoke tokens; once a token exists, every HTTP request needs " + "one.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class TokenCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say new, list or revoke");
  }

  @Command(
      name = "new",
      description = "Create a token and print it once.",
      mixinStandardHelpOptions = true)
  int make(
      @Mixin ConfigOption settings,
      @Mixin HomeOption home,
      @Option(
              names = "--organisation",
              paramLabel = "ID",
              description =
                  "The only organisation that the token gives access to (default: all "
                      + "organisations).")
          @Nullable String organisation,
      @Option(
              names = "--name",
              paramLabel = "TEXT",
              description = "A note on the token's use, shown by nestor token list.")
          @Nullable String name) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("organisation", organisation);
    arguments.put("name", name == null ? "" : name);
    ObjectNode made =
        new AdminClient(home.folder(settings.get())).request(AdminOperation.TOKEN_NEW, arguments);
    out().println(made.path("secret").asText());
    out().flush();
    spec.commandLine()
        .getErr()
        .println(
            "token "
                + made.path("id").asText()
                + " for "
                + (organisation == null ? "the consultant" : organisation)
                + "; keep it, it is not shown again");
    return ExitCode.DONE;
  }

  @Command(
      name = "list",
      description = "List the tokens without their secrets.",
      mixinStandardHelpOptions = true)
  int list(
      @Mixin ConfigOption settings,
      @Mixin HomeOption home,
      @Option(
              names = "--format",
              defaultValue = "text",
              paramLabel = "FORMAT",
              scope = ScopeType.LOCAL,
              description = "text or json (default: ${DEFAULT-VALUE}).")
          OutputFormat shape) {
    ObjectNode all =
        new AdminClient(home.folder(settings.get()))
            .request(AdminOperation.TOKEN_LIST, JsonNodeFactory.instance.objectNode());
    if (shape == OutputFormat.JSON) {
      out().println(all.path("tokens").toPrettyString());
    } else {
      for (JsonNode token : all.path("tokens")) {
        out()
            .println(
                String.format(
                    Locale.ROOT,
                    "%-8s  %-24s  %s  %s%s",
                    token.path("id").asText(),
                    token.hasNonNull("organisation")
                        ? token.get("organisation").asText()
                        : "(consultant)",
                    token.path("created").asText(),
                    token.path("name").asText(),
                    token.has("revoked") ? "  revoked " + token.get("revoked").asText() : ""));
      }
    }
    out().flush();
    return ExitCode.DONE;
  }

  @Command(
      name = "revoke",
      description = "Revoke a token immediately.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin ConfigOption settings,
      @Mixin HomeOption home,
      @Parameters(
              paramLabel = "ID",
              description = "The token's id, as listed by nestor token list.")
          String id) {
    new AdminClient(home.folder(settings.get()))
        .request(AdminOperation.TOKEN_REVOKE, JsonNodeFactory.instance.objectNode().put("id", id));
    out().println(id + " is revoked");
    out().flush();
    return ExitCode.DONE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
