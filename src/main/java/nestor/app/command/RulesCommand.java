package nestor.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import nestor.app.live.CatalogueJson;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rulebook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nestor rules}. */
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
      converter = Choices.OfForm.class,
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json or markdown (default: ${DEFAULT-VALUE}).")
  private Form form = Form.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Rulebook rulebook = rules.load();
    PrintWriter out = spec.commandLine().getOut();
    switch (form) {
      case TEXT -> rulebook.catalogue().rules().forEach(rule -> text(rule, out));
      case JSON -> out.println(CatalogueJson.of(rulebook).toPrettyString());
      case MARKDOWN -> out.print(CatalogueText.of(rulebook));
    }
    out.flush();
    return Exit.DONE;
  }

  private static void text(Guidance rule, PrintWriter out) {
    out.println(
        String.format(
            java.util.Locale.ROOT,
            "%-40s %-8s %-4s %s%s",
            rule.id(),
            rule.priority(),
            rule.owner(),
            rule.draft() ? "(draft) " : "",
            rule.title()));
  }
}
