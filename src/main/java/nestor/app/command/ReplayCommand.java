package nestor.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nestor.app.control.Control;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nestor replay}. */
@Command(
    name = "replay",
    description =
        "Take a document in quarantine up once more, say after its rulebook was mended; the original"
            + " stays where it is.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings = new SettingsOption();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "ID", description = "The document's id, as nestor status lists it.")
  private String id = "";

  @Option(
      names = "--format",
      converter = Choices.OfPrinted.class,
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Printed shape = Printed.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode receipt =
        new Control(home.folder(settings.get()))
            .ask("replay", JsonNodeFactory.instance.objectNode().put("id", id));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        shape == Printed.JSON
            ? receipt.toPrettyString()
            : receipt.path("name").asText() + " waits as " + receipt.path("id").asText());
    out.flush();
    return Exit.DONE;
  }
}
