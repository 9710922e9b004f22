package nestor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import nestor.evidence.DocumentSchema;
import nestor.rulebook.Rulebook;
import nestor.workbench.EditorSchemas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor schema}. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of documents or of the rulebook's YAML files.",
    mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {
  enum Of {
    DOCUMENTS,
    THRESHOLDS,
    SCENARIOS
  }

  @Mixin private RulebookOption rules = new RulebookOption();

  @Parameters(
      arity = "0..1",
      defaultValue = "documents",
      paramLabel = "WHAT",
      description = "documents, thresholds or scenarios (default: ${DEFAULT-VALUE}).")
  private Of what = Of.DOCUMENTS;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Rulebook rulebook = rules.load();
    ObjectNode schema =
        switch (what) {
          case DOCUMENTS -> DocumentSchema.of(rulebook.documents());
          case THRESHOLDS -> EditorSchemas.thresholds(rulebook);
          case SCENARIOS -> EditorSchemas.scenarios(rulebook);
        };
    spec.commandLine().getOut().println(schema.toPrettyString());
    return ExitCode.DONE;
  }
}
