package nestor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
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
      new StatusText(status, out).print();
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
}
