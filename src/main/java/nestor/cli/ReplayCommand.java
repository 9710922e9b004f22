package nestor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor replay}: a quarantined document is processed once more. */
@Command(
    name = "replay",
    description = "Re-process a quarantined document, for example after fixing the rulebook.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private ConfigOption settings = new ConfigOption();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "ID", description = "The document's id, as listed by nestor status.")
  private String id = "";

  @Mixin private OutputFormatOption printed = new OutputFormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode receipt =
        new AdminClient(home.folder(settings.get()))
            .request(AdminOperation.REPLAY, JsonNodeFactory.instance.objectNode().put("id", id));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        printed.isJson()
            ? receipt.toPrettyString()
            : receipt.path("name").asText() + " waits as " + receipt.path("id").asText());
    out.flush();
    return ExitCode.DONE;
  }
}
