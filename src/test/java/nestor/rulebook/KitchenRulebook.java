package nestor.rulebook;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.evidence.SectionContent;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;

/** A rulebook for kitchens: another field of advice, without a line of code. */
public final class KitchenRulebook {
  public static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

  /** One rule: a fridge that is too warm. */
  public static final String WARM =
      """
      rule "k/warm" @title("Cool it") @action("A.") @owner("chef") @priority("low") @source("book, 1")
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)
      then
        advise.because("{$f.name} is over {$limit | number}.");
      end
      """;

  private static final String VOCABULARY =
      """
      declare Organisation @section("organisation") @single @doc("The restaurant")
        name : String @doc("Its name")
        currency : String @doc("Its currency")
        seats : Integer @doc("How many guests it seats")
        style : String @absent("unknown") @choices("bistro; canteen") @doc("What kind it is")
      end
      declare Cook @section("cooks") @doc("Who cooks")
        role : String @required @doc("chef or sous-chef")
      end
      declare Fridge @section("fridges") @doc("The fridges")
        name : String @required @doc("Its name")
        celsius : BigDecimal @doc("Its temperature")
        checkedOn : LocalDate @doc("When it was last checked")
        alarmed : Boolean @doc("Whether it raises an alarm")
        holds : List @doc("What it holds")
      end
      declare Duty @section("duties") @speaksFor("role") @among("Cook") @completeAtOne("share") @doc("Where the time goes")
        role : String @required @doc("Whose time")
        task : String @required @choices("cooking; ordering; cleaning") @doc("What for")
        share : BigDecimal @required @unit("share") @range("0..1") @doc("How much")
      end
      """;

  private static final String THRESHOLDS =
      """
      warmest: {value: 7, unit: degrees, basis: judgement, variants: {style: {canteen: 4}}}
      check-days: {value: 10, unit: days, basis: judgement}
      ordering-share: {value: 0.4, unit: share, basis: judgement}
      many-fridges: {value: 2, unit: fridges, basis: judgement}
      alarm-share: {value: 0.5, unit: share, basis: judgement}
      """;

  private static final String METADATA =
      " @title(\"T\") @action(\"A\") @owner(\"chef\") @priority(\"low\") @source(\"book, 1\")\n";

  private KitchenRulebook() {}

  /** The rulebook with these rules in {@code k.drl}; {@code META} stands for the metadata. */
  public static CompiledRulebook with(Path folder, String rules) throws IOException {
    write(folder, rules);
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder, ShippedRulebook.cache());
    return loaded.rulebook().orElseThrow(() -> new AssertionError(loaded.faults()));
  }

  /** Writes it with these rules into that folder. */
  public static void write(Path folder, String rules) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("vocabulary.drl"), VOCABULARY);
    StringBuilder used = new StringBuilder();
    for (String line : THRESHOLDS.lines().toList()) {
      if (rules.contains("\"" + line.substring(0, line.indexOf(':')) + "\"")) {
        used.append(line).append('\n');
      }
    }
    Files.writeString(folder.resolve("thresholds.yaml"), used);
    Files.writeString(
        folder.resolve("rulebook.yaml"), "name: kitchen\nsources: {book: The Book}\n");
    Files.writeString(folder.resolve("k.drl"), rules.replace("META", METADATA));
  }

  /** A dossier with these sections; each is the list of its entries. */
  public static Dossier dossier(Map<String, List<Map<String, Object>>> sections) {
    TreeMap<String, DossierSection> held = new TreeMap<>();
    sections.forEach(
        (name, entries) ->
            held.put(
                name,
                new DossierSection(
                    new SectionContent(name, entries), new Origin("k.yaml", Instant.EPOCH, ""))));
    return new Dossier("k", held);
  }

  /** An entry, from alternating names and values. */
  public static Map<String, Object> entry(Object... values) {
    Map<String, Object> entry = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      Object value = values[i + 1];
      entry.put((String) values[i], value instanceof Double d ? BigDecimal.valueOf(d) : value);
    }
    return entry;
  }
}
