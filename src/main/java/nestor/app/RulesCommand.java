package nestor.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import nestor.rulebook.Guidance;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
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
final class RulesCommand implements Callable<Integer> {
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
      case JSON -> out.println(json(rulebook).toPrettyString());
      case MARKDOWN -> out.print(CatalogueText.of(rulebook));
    }
    out.flush();
    return Exit.DONE;
  }

  private static void text(Guidance rule, PrintWriter out) {
    out.println(
        String.format(
            java.util.Locale.ROOT,
            "%-40s %-8s %-4s %s",
            rule.id(),
            rule.priority(),
            rule.owner(),
            rule.title()));
  }

  private static ArrayNode json(Rulebook rulebook) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Guidance rule : rulebook.catalogue().rules()) {
      ObjectNode node = all.addObject();
      node.put("id", rule.id());
      node.put("title", rule.title());
      node.put("action", rule.action());
      node.put("owner", rule.owner());
      node.put("priority", rule.priority());
      Optional.ofNullable(rule.effort()).ifPresent(effort -> node.put("effort", effort));
      Optional.ofNullable(rule.note()).ifPresent(note -> node.put("note", note));
      ArrayNode sources = node.putArray("sources");
      rule.sources()
          .forEach(
              s -> sources.addObject().put("document", s.document()).put("section", s.section()));
      ArrayNode thresholds = node.putArray("thresholds");
      rule.thresholds().forEach(name -> json(rulebook.thresholds().get(name), thresholds));
      ArrayNode sections = node.putArray("sections");
      rule.sections().forEach(sections::add);
      node.put("file", rule.file()).put("line", rule.line());
    }
    return all;
  }

  private static void json(@org.jspecify.annotations.Nullable Threshold threshold, ArrayNode into) {
    if (threshold == null) {
      return;
    }
    ObjectNode node = into.addObject();
    node.put("name", threshold.name());
    node.put("value", threshold.values().lastEntry().getValue());
    node.put("unit", threshold.unit());
    node.put("basis", threshold.basis());
    if (!threshold.variants().isEmpty()) {
      ArrayNode variants = node.putArray("variants");
      threshold
          .variants()
          .forEach(
              v ->
                  variants
                      .addObject()
                      .put("dimension", v.dimension())
                      .put("is", v.value())
                      .put("value", v.number()));
    }
  }
}
