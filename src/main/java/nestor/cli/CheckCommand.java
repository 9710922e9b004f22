package nestor.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import nestor.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command {@code nestor check}. {@link CheckReport} does the work; this class prints it. */
@Command(
    name = "check",
    description =
        "Report every fault and warning of the rulebook, the routes and the "
            + "configuration, as file:line:column: what; cure.",
    footer = "docs/lints has a page for each kind of warning.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  enum Form {
    TEXT,
    JSON,
    SARIF
  }

  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private RoutesOption routes = new RoutesOption();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json or sarif (SARIF 2.1.0, for CI) (default: ${DEFAULT-VALUE}).")
  private Form form = Form.TEXT;

  @Option(names = "--strict", description = "Exit with 1 for warnings as well.")
  private boolean strict;

  @Mixin private WatchOption watch = new WatchOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    ConfigOption settings = rules.settings();
    if (watch.isOn()) {
      new WatchMode(() -> watched(settings.readAgain()), spec.commandLine().getOut(), "check")
          .run(() -> once(inspect(settings.read())));
    }
    return once(inspect(settings.read()));
  }

  /**
   * Returns everything that is checked; the configuration may name other folders from one time to
   * the next.
   */
  private List<Path> watched(Configuration.Loaded settings) {
    return List.of(
        rules.folder(settings.configuration()),
        routes.folder(settings.configuration()),
        rules.settings().file());
  }

  private CheckReport inspect(Configuration.Loaded settings) {
    return CheckReport.of(
        rules.folder(settings.configuration()),
        routes.folder(settings.configuration()),
        settings.faults(),
        settings.warnings());
  }

  private int once(CheckReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case TEXT -> report.items().forEach(out::println);
      case JSON -> out.println(CheckReportJson.of(report).toPrettyString());
      case SARIF -> out.println(Sarif.of(report).toPrettyString());
    }
    boolean bad = report.faults() > 0 || (strict && report.warnings() > 0);
    if (form == Form.TEXT && report.faults() == 0 && !report.summary().isEmpty()) {
      out.println(report.summary() + ", " + report.count());
    }
    out.flush();
    if (report.faults() > 0) {
      spec.commandLine().getErr().println(report.count());
    }
    return bad ? ExitCode.FOUND : ExitCode.DONE;
  }
}
