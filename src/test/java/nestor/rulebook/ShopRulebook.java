package nestor.rulebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;

/** A small rulebook without faults or warnings, to be spoilt: advice for a shop. */
public final class ShopRulebook {
  public static final String RULES =
      """
      rule "stock/stale"
        @title("Sell what lies too long")
        @action("Offer it at half the price.")
        @owner("manager") @priority("low") @effort("days")
        @source("book, Stock")
      when
        Threshold(name == "stale-days", $limit : value, $since : since)
        $a : Article(boughtOn < $since, kind == "food", place != "cellar")
      then
        advise.because("{$a.name} was bought {$a.boughtOn | ago}; the limit is {$limit}.");
      end

      rule "stock/stale: promised"
      when
        $a : Article(promised == true, place == "cellar")
      then
        advise.high("{$a.name} is promised.");
      end

      rule "stock/many"
        @title("Keep fewer articles")
        @action("Strike the slowest.")
        @owner("manager") @priority("low") @effort("weeks")
        @source("book, Stock")
      when
        Threshold(name == "many", $limit : value)
        accumulate(Article(kind != "other"); $count : count(); $count > $limit)
        not CellarKept(kept == "yes")
      then
        advise.because("There are {$count | count article}, over {$limit}.");
      end
      """;

  private static final String VOCABULARY =
      """
      declare Organisation @section("organisation") @single @doc("The shop")
        name : String @doc("Its name")
        currency : String @doc("Its currency")
        size : String @absent("unknown") @choices("corner; market") @doc("How large it is")
      end
      declare Article @section("articles") @doc("What it sells")
        name : String @required @doc("Its name")
        kind : String @choices("food; tool; other") @doc("What it is")
        place : String @doc("Where it lies")
        boughtOn : LocalDate @doc("When it was bought")
        promised : Boolean @doc("Whether somebody waits for it")
        price : BigDecimal @unit("money") @range("0..100") @doc("What it costs")
        count : Integer @doc("How many there are")
        tags : List @doc("What is said of it")
      end
      declare CellarOf @table @doc("Which places are cellars")
        place : String
        kept : String
      end
      declare CellarKept @doc("Whether a cellar is in use")
        kept : String @key
      end
      rule "size of the shop"
      when
        Organisation($size : size)
      then
        insertLogical(new Dimension("size", $size));
      end
      rule "a cellar in use"
      when
        Article($place : place)
        CellarOf(place == $place, $kept : kept)
      then
        insertLogical(new CellarKept($kept));
      end
      """;

  private static final String THRESHOLDS =
      """
      stale-days:
        value: 30
        unit: days
        basis: judgement
      many:
        value: 50
        unit: articles
        basis: judgement
        variants:
          size: {market: 500}
      """;

  private ShopRulebook() {}

  /** Writes it. */
  public static Path in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("vocabulary.drl"), VOCABULARY);
    Files.writeString(folder.resolve("thresholds.yaml"), THRESHOLDS);
    Files.writeString(
        folder.resolve("tables.yaml"), "CellarOf:\n  - {place: cellar, kept: \"yes\"}\n");
    Files.writeString(folder.resolve("rulebook.yaml"), "name: shop\nsources: {book: The Book}\n");
    Files.writeString(folder.resolve("stock.drl"), RULES);
    return folder;
  }

  /** Replaces the one occurrence of a text in a file. */
  public static void replace(Path folder, String file, String text, String by) throws IOException {
    String old = Files.readString(folder.resolve(file));
    if (old.split(java.util.regex.Pattern.quote(text), -1).length != 2) {
      throw new IllegalArgumentException(file + " does not hold once: " + text);
    }
    Files.writeString(folder.resolve(file), old.replace(text, by));
  }

  /** The faults of loading, as lines. */
  public static List<String> faults(Path folder) {
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder);
    loaded.rulebook().ifPresent(CompiledRulebook::close);
    return loaded.faults().stream().map(Diagnostic::toString).toList();
  }
}
