package nestor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import nestor.server.status.RuntimeStatus;
import nestor.server.status.Status;
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
            .request(AdminOperation.STATUS, JsonNodeFactory.instance.objectNode());
    PrintWriter out = spec.commandLine().getOut();
    if (printed.isJson()) {
      out.println(status.toPrettyString());
    } else {
      new StatusText(Status.of(status), out).print();
    }
    out.flush();
    return ExitCode.DONE;
  }

  private RuntimeStatus unserved() {
    RulebookCompiler.Result loaded =
        RulebookCompiler.load(rules.folder(), Installation.compilationCache());
    String version =
        loaded
            .rulebook()
            .map(
                book -> {
                  book.close();
                  return book.rulebook().version();
                })
            .orElse(null);
    return RuntimeStatus.notRunning(
        version, loaded.faults().stream().map(Diagnostic::toString).toList());
  }
}
