package nestor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.rulebook.drools.CompiledRulebook;

/**
 * The rules that look at one entry as decision tables of GoRules' zen-engine, a table a section,
 * and organisations to try them on; {@code src/bench/zen/measure.mjs} takes the time. Dates are
 * numbers of days there.
 */
final class ZenTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORGANISATIONS = 16;
  private static final TableText TEXT =
      new TableText(
          "", "len", (value, options) -> value + " in [" + String.join(",", options) + "]");

  private ZenTables() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    CompiledRulebook whole = Books.of(111);
    CompiledRulebook book = whole.part(EntryRules.ids(whole.rulebook()));
    EntryRules rules = new EntryRules(book.rulebook(), Organisations.TODAY);
    ObjectNode tables = JSON.createObjectNode();
    for (EntryRules.EntryRule rule : rules.rules()) {
      ObjectNode table =
          tables.has(rule.section().name())
              ? (ObjectNode) tables.get(rule.section().name())
              : tables.putObject(rule.section().name());
      table.put(rule.name(), TEXT.of(rule));
    }
    JSON.writeValue(folder.resolve("tables.json").toFile(), tables);
    ArrayNode organisations = JSON.createArrayNode();
    Peer expected = Peers.named("drools", book, 111);
    for (Dossier dossier : new Organisations(whole.rulebook()).withEntries(120, ORGANISATIONS)) {
      ObjectNode organisation = organisations.addObject();
      organisation.put("matches", expected.count(dossier));
      ObjectNode sections = organisation.putObject("sections");
      rules
          .entries(dossier)
          .forEach(
              (name, entries) -> {
                if (tables.has(name)) {
                  ArrayNode list = sections.putArray(name);
                  entries.forEach(entry -> list.add(plain(entry)));
                }
              });
    }
    JSON.writeValue(folder.resolve("organisations.json").toFile(), organisations);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .println(book.rulebook().rules().size() + " rules in " + tables.size() + " tables");
  }

  private static ObjectNode plain(Map<String, Object> entry) {
    ObjectNode plain = JSON.createObjectNode();
    entry.forEach(
        (name, value) ->
            plain.set(
                name,
                JSON.valueToTree(value instanceof LocalDate date ? date.toEpochDay() : value)));
    return plain;
  }
}
