package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.cli.Main;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.Renderer;
import nestor.rulebook.load.RulebookLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages that leave the house, of the examples, of an organisation of which little is known, of a
 * very large one, and of one where much is overdue: on every screen, in light and dark.
 */
@Tag("browser")
class AdvisoryPagesTest {
  private static final String DAY = "2026-11-21";
  private static final List<String> EXAMPLES =
      List.of("meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx", "harbour-city");
  private static final int MOST_SCREENS = 5;

  private static @TempDir Path folder;
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();
  private static Browser browser;

  @BeforeAll
  static void renderAll() throws IOException {
    Browser.needed();
    Renderer renderer =
        new Renderer(
            Path.of("rules/templates"),
            RulebookLoader.load(Path.of("rules")).rulebook().orElseThrow().advised());
    for (String example : EXAMPLES) {
      Advisory advisory = advise(Path.of("examples", example));
      String name = advisory.organisation().id();
      save(name, renderer.render(advisory, Format.HTML));
      save(name + "-owner", renderer.render(advisory, Format.HTML, "CTO"));
      save(name + "-mail", renderer.mail(advisory, MailOccasion.FIRST).html());
      if (PAGES.size() == 3) {
        save(
            "overdue",
            renderer.render(
                advisory, Format.HTML, advisory.asOf().plusDays(90), null, "/organisations/x"));
      }
    }
    save("three-facts", renderer.render(advise(data("three", THREE)), Format.HTML));
    save("large", renderer.render(advise(data("large", large())), Format.HTML));
    browser = Browser.start(folder.resolve("profile"));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static final String THREE =
      "organisation: {id: three, name: Three Facts, industry: software, employees: 40}\n";

  private static String large() {
    return "organisation: {id: large, name: Large, industry: banking, stage: enterprise}\nsystems:\n"
        + IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    "  - {name: System "
                        + i
                        + ", critical: true, utilisation: 0.9, supportedUntil: 2026-12-31}\n")
            .collect(Collectors.joining());
  }

  private static Path data(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), yaml);
  }

  private static Advisory advise(Path data) throws IOException {
    Path json = folder.resolve(data.getFileName() + ".advisory.json");
    Main.commandLine()
        .execute(
            "advise", data.toString(), "--as-of", DAY, "--format", "json", "-o", json.toString());
    return AdvisoryJson.read(Files.readString(json));
  }

  private static void save(String name, byte[] page) throws IOException {
    PAGES.put(name, Files.write(folder.resolve(name + ".html"), page));
  }

  private static void save(String name, String page) throws IOException {
    save(name, page.getBytes(StandardCharsets.UTF_8));
  }

  private static long number(String script) {
    return Math.round(((Number) browser.run(script)).doubleValue());
  }

  @Test
  void nothingIsAmissInLightAndDark() {
    List<String> found = new ArrayList<>();
    PAGES.forEach(
        (name, page) -> {
          // Of 2,000 systems the same is said over and over; that takes long in the dark, too.
          for (String scheme : name.equals("large") ? List.of("light") : List.of("light", "dark")) {
            browser.media(scheme);
            browser.open(page);
            browser.axe().forEach(line -> found.add(name + " in " + scheme + ": " + line));
          }
          browser.media("light");
        });
    assertThat(found).isEmpty();
  }

  @Test
  void noPageIsWiderThanTheSmallestPhone() {
    List<String> found = new ArrayList<>();
    browser.screen(320, 640);
    PAGES.forEach(
        (name, page) -> {
          browser.open(page);
          long over = number("return document.documentElement.scrollWidth - window.innerWidth");
          if (over > 0) {
            found.add(name + " is too wide by " + over);
          }
        });
    browser.noPhone();
    assertThat(found).isEmpty();
  }

  @Test
  void theFirstMoveIsAboveTheFoldAndTheAnnexAfterFiveScreens() {
    List<String> found = new ArrayList<>();
    browser.noPhone();
    for (String example : List.of("meridian-bank", "lumen-labs", "karoo-mining", "harbour-city")) {
      for (int[] screen : new int[][] {{1280, 800}, {390, 844}}) {
        browser.screen(screen[0], screen[1]);
        browser.open(PAGES.get(example));
        String on = example + " on " + screen[0] + " x " + screen[1] + ": ";
        long first = number("return document.getElementById('m1').getBoundingClientRect().bottom");
        if (first > screen[1]) {
          found.add(on + "the first move ends at " + first);
        }
        long annex = number("return document.getElementById('annex').getBoundingClientRect().top");
        if (annex > (long) MOST_SCREENS * screen[1]) {
          found.add(on + "the annex begins at " + annex);
        }
      }
    }
    browser.noPhone();
    assertThat(found).isEmpty();
  }
}
