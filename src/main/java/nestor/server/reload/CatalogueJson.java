package nestor.server.reload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Scope;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * JSON form of the catalogue, for programs. For people use the pages of the rules, or {@code
 * CatalogueText}.
 */
public final class CatalogueJson {
  private CatalogueJson() {}

  public static ArrayNode of(Rulebook rulebook) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (RuleMetadata rule : rulebook.catalogue().rules()) {
      ObjectNode node = all.addObject();
      node.put("id", rule.id());
      node.put("title", rule.title());
      node.put("action", rule.action());
      node.put("owner", rule.owner());
      node.put("priority", rule.priority().text());
      Optional.ofNullable(rule.whenClear()).ifPresent(clear -> node.put("whenClear", clear));
      Optional.ofNullable(rule.effort()).ifPresent(effort -> node.put("effort", effort.text()));
      Optional.ofNullable(rule.note()).ifPresent(note -> node.put("note", note));
      ArrayNode scopes = node.putArray("appliesTo");
      scopes(rule, rulebook)
          .forEach(s -> scopes.addObject().put("scope", s.name()).put("title", s.title()));
      ArrayNode sources = node.putArray("sources");
      rule.sources()
          .forEach(
              s -> sources.addObject().put("document", s.document()).put("section", s.section()));
      ArrayNode thresholds = node.putArray("thresholds");
      rule.thresholds().forEach(name -> json(rulebook.thresholds().get(name), thresholds));
      ArrayNode sections = node.putArray("sections");
      rule.sections().forEach(sections::add);
      if (rule.draft()) {
        node.put("draft", true);
      }
      node.put("file", rule.file()).put("line", rule.line());
    }
    return all;
  }

  private static List<Scope> scopes(RuleMetadata rule, Rulebook rulebook) {
    return Optional.ofNullable(rulebook.rules().get(rule.id())).map(Rule::scopes).orElse(List.of());
  }

  private static void json(@Nullable Threshold threshold, ArrayNode into) {
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
