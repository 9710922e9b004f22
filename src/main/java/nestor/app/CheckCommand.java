package nestor.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import nestor.delivery.Renderer;
import nestor.rulebook.Fault;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import nestor.trial.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nestor check}. */
@Command(
    name = "check",
    description =
        "Tell every fault of the rulebook, the routes and the configuration in one go, as file:line:column: what; cure.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Configuration.Loaded settings = rules.settings().read();
    Path folder = rules.folder(settings.configuration());
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
    List<Fault> faults = new ArrayList<>(settings.faults());
    faults.addAll(loaded.faults());
    Optional<Rulebook> rulebook = loaded.rulebook();
    rulebook.ifPresent(
        book -> {
          faults.addAll(new Trial(book).faults());
          faults.addAll(new Renderer(folder.resolve("templates"), book.catalogue()).check());
        });
    faults.addAll(RouteFiles.check(routes.folder(settings.configuration())));
    faults.stream().sorted(Fault.READING_ORDER).forEach(out::println);
    out.flush();
    if (!faults.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
      return Exit.FOUND;
    }
    rulebook.ifPresent(
        book ->
            out.println(
                book.about().name()
                    + " "
                    + book.version()
                    + ": "
                    + book.rules().size()
                    + " rules, "
                    + book.thresholds().size()
                    + " thresholds, no faults"));
    return Exit.DONE;
  }
}
