package nestor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor backup}. */
@Command(
    name = "backup",
    description =
        "Copy documents, dossiers and advisories of a home into one file, also while a "
            + "server works; the inbox is left out.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
  @Mixin private ConfigOption settings = new ConfigOption();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "FILE", description = "The file to write, such as desk.zip.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    ObjectNode made =
        new AdminClient(home.folder(settings.get()))
            .request(
                AdminOperation.BACKUP,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("file", file.toAbsolutePath().normalize().toString()));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        made.path("file").asText()
            + ": "
            + made.path("files").asInt()
            + " files and the store, "
            + (made.path("bytes").asLong() + 1023) / 1024
            + " kB");
    out.flush();
    return AlteredDocuments.print(made, spec.commandLine().getErr());
  }
}
