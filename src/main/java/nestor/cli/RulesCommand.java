package nestor.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import nestor.rulebook.RuleMetadata;
import nestor.server.reload.CatalogueJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command {@code nestor rules}: the catalogue. */
@Command(
    name = "rules",
    description = "Print the catalogue of the rulebook.",
    mixinStandardHelpOptions = true)
public final class RulesCommand implements Callable<Integer> {
  enum Form {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Mixin private RulebookOption rules = new RulebookOption();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json or markdown (default: ${DEFAULT-VALUE}).")
  private Form form = Form.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case TEXT -> rules.load().catalogue().rules().forEach(rule -> text(rule, out));
      case JSON -> out.println(CatalogueJson.of(rules.load()).toPrettyString());
      case MARKDOWN -> out.print(CatalogueText.of(rules.compile()));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void text(RuleMetadata rule, PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-40s %-8s %-4s %s%s",
            rule.id(),
            rule.priority().text(),
            rule.owner(),
            rule.draft() ? "(draft) " : "",
            rule.title()));
  }
}
