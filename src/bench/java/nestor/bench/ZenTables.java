package nestor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import nestor.rulebook.language.Expression;

/**
 * The rules that look at one entry as decision tables of GoRules' zen-engine, a table a section,
 * and organisations to try them on; {@code src/bench/zen/measure.mjs} takes the time. Dates are
 * numbers of days there.
 */
final class ZenTables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ORGANISATIONS = 16;

  private ZenTables() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Rulebook whole = Books.of(111);
    Rulebook book = whole.part(EntryRules.ids(whole));
    EntryRules rules = new EntryRules(book, Organisations.TODAY);
    ObjectNode tables = JSON.createObjectNode();
    for (EntryRules.EntryRule rule : rules.rules()) {
      ObjectNode table =
          tables.has(rule.section().name())
              ? (ObjectNode) tables.get(rule.section().name())
              : tables.putObject(rule.section().name());
      table.put(rule.name(), rule.tests().stream().map(ZenTables::of).collect(AND));
    }
    JSON.writeValue(folder.resolve("tables.json").toFile(), tables);
    ArrayNode organisations = JSON.createArrayNode();
    Peer expected = Peers.named("drools", book, 111);
    for (Dossier dossier : new Organisations(whole).withEntries(120, ORGANISATIONS)) {
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
        .println(book.rules().size() + " rules in " + tables.size() + " tables");
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> AND =
      Collectors.joining(" and ");

  private static ObjectNode plain(Map<String, Object> entry) {
    ObjectNode plain = JSON.createObjectNode();
    entry.forEach(
        (name, value) ->
            plain.set(
                name,
                JSON.valueToTree(value instanceof LocalDate date ? date.toEpochDay() : value)));
    return plain;
  }

  private static String of(EntryRules.Bound test) {
    return "(" + of(test.expression(), test.numbers()) + ")";
  }

  private static String of(Expression expression, Map<String, Object> numbers) {
    if (expression instanceof Expression.Both both) {
      return "(" + of(both.left(), numbers) + " and " + of(both.right(), numbers) + ")";
    } else if (expression instanceof Expression.Either either) {
      return "(" + of(either.left(), numbers) + " or " + of(either.right(), numbers) + ")";
    } else if (expression instanceof Expression.Membership membership) {
      return of(membership.value(), numbers)
          + (membership.negated() ? " not in [" : " in [")
          + membership.options().stream().map(o -> of(o, numbers)).collect(Collectors.joining(","))
          + "]";
    } else if (expression instanceof Expression.Comparison comparison) {
      String left = of(comparison.left(), numbers);
      String right = of(comparison.right(), numbers);
      return switch (comparison.operator()) {
        case CONTAINS -> "contains(" + left + ", " + right + ")";
        case NOT_CONTAINS -> "not contains(" + left + ", " + right + ")";
        case EQUAL, NOT_EQUAL -> left + " " + comparison.operator().symbol() + " " + right;
        default ->
            "("
                + List.of(comparison.left(), comparison.right()).stream()
                    .filter(Expression.FieldOf.class::isInstance)
                    .map(side -> of(side, numbers) + " != null and ")
                    .collect(Collectors.joining())
                + left
                + " "
                + comparison.operator().symbol()
                + " "
                + right
                + ")";
      };
    } else if (expression instanceof Expression.Literal literal) {
      return plain(literal.value());
    } else if (expression instanceof Expression.FieldOf field) {
      return field.field();
    } else if (expression instanceof Expression.Variable variable) {
      return plain(numbers.get(variable.name()));
    } else if (expression instanceof Expression.Size size) {
      return "len(" + of(size.list(), numbers) + ")";
    }
    throw new IllegalStateException("no expression: " + expression);
  }

  private static String plain(@org.jspecify.annotations.Nullable Object value) {
    if (value instanceof String text) {
      return "\"" + text + "\"";
    }
    if (value instanceof LocalDate date) {
      return String.valueOf(date.toEpochDay());
    }
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
