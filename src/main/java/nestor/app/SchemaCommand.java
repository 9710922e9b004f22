package nestor.app;

import java.util.concurrent.Callable;
import nestor.evidence.DocumentSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nestor schema}. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of documents, for editors and for those who write them.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine()
        .getOut()
        .println(DocumentSchema.of(rules.load().vocabulary()).toPrettyString());
    return Exit.DONE;
  }
}
