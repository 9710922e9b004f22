package nestor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nestor.server.admin.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor restore}. */
@Command(
    name = "restore",
    description = "Restore a home, which must be empty or absent, from a backup.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
  @Mixin private ConfigOption settings = new ConfigOption();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(paramLabel = "FILE", description = "The file that nestor backup wrote.")
  private Path file = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path folder = home.folder(settings.get());
    ObjectNode about = Backup.restore(file, folder);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        folder
            + " is as it was at "
            + about.path("made").asText()
            + "; start it with nestor serve"
            + home.written());
    out.flush();
    return AlteredDocuments.print(about, spec.commandLine().getErr());
  }
}
