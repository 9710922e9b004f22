package nestor.engine.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.load.RulebookLoader;

/**
 * The kitchen's rulebook with random rules, and with the derived facts, scopes and tables that they
 * look at.
 */
final class RandomRulebook {
  private static final String DERIVED =
      """
      declare Word @table @doc("Words that are known")
        word : String
        kind : String
      end
      rule "style"
      when
        Organisation($style : style)
      then
        insertLogical(new Dimension("style", $style));
      end
      declare Stock @doc("What a fridge holds")
        name : String @key
        item : String @key
      end
      rule "stock"
      when
        Fridge($name : name, $holds : holds)
        $item : String() from $holds
      then
        insertLogical(new Stock($name, $item));
      end
      declare Check @doc("When a fridge was checked")
        name : String @key
        checkedOn : LocalDate @key
        celsius : BigDecimal @key
      end
      rule "check"
      when
        Fridge($name : name, checkedOn != null, $on : checkedOn, $celsius : celsius)
      then
        insertLogical(new Check($name, $on, $celsius));
      end
      """;

  private static final String SCOPES =
      """
      rule "scope/bistro"
        @title("bistros")
      when
        Organisation(style == "canteen")
      then
        notApplicable.because("It is a canteen.");
      end
      rule "scope/cooks"
        @title("kitchens with a cook")
      when
        not Cook(role == "one")
      then
        notApplicable.because("There is no cook.");
      end
      """;

  private RandomRulebook() {}

  /** The rulebook with so many random rules, in that folder. */
  static CompiledRulebook compiled(Path folder, String rules) throws IOException {
    writeOthers(folder);
    return KitchenRulebook.with(folder, rules);
  }

  /** The same, not compiled. */
  static Rulebook read(Path folder, String rules) throws IOException {
    writeOthers(folder);
    KitchenRulebook.write(folder, rules);
    RulebookLoader.Loaded loaded = RulebookLoader.load(folder);
    return loaded.rulebook().orElseThrow(() -> new AssertionError(loaded.faults()));
  }

  private static void writeOthers(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("k.derived.drl"), DERIVED);
    Files.writeString(folder.resolve("scopes.drl"), SCOPES);
    Files.writeString(
        folder.resolve("tables.yaml"),
        """
        Word:
          - {word: one, kind: odd}
          - {word: two, kind: even}
          - {word: three, kind: odd}
        """);
  }
}
