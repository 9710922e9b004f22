package nestor.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.MailText;
import nestor.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages in a real browser, as their readers use them. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserTest {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/organisations",
          "/organisations/lumen-labs",
          "/organisations/lumen-labs/advisories",
          "/organisations/lumen-labs/advisories/latest",
          "/organisations/lumen-labs/advisories/latest?owner=CTO",
          "/organisations/lumen-labs/sections/systems",
          "/organisations/lumen-labs/what-if?section=backups",
          "/rules",
          "/rules?q=backup",
          "/rules/security/backup-unverified",
          "/rulebook",
          "/status",
          "/log-in",
          "/organisations/nobody");

  /** Between them they show all that has a colour. */
  private static final Set<String> COLOURFUL =
      Set.of(
          "/",
          "/organisations/lumen-labs",
          "/organisations/lumen-labs/advisories/latest",
          "/organisations/lumen-labs/what-if?section=backups",
          "/rules/security/backup-unverified");

  private static @TempDir Path folder;
  private static RunningServer server;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    Path home = folder.resolve("desk");
    Files.createDirectories(home.resolve("inbox"));
    Files.copy(Path.of("examples/lumen-labs.yaml"), home.resolve("inbox/lumen-labs.yaml"));
    Files.writeString(home.resolve("inbox/spoilt.json"), "{\"bakups\": []}");
    Browser.needed();
    CompletableFuture<Browser> starting =
        CompletableFuture.supplyAsync(() -> Browser.start(folder.resolve("profile")));
    server = RunningServer.in(home);
    browser = starting.join();
    browser.at(server.address());
    browser.open("/");
    browser.await("#advice", "Lumen Labs");
    browser.await("#quarantine", "spoilt.json");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void withoutComplaints() {
    assertThat(browser.complaints())
        .noneMatch(line -> !line.contains("404") && !line.contains("401"));
  }

  @Test
  void aDroppedDocumentBecomesAnAdvisoryOnThePageWithoutAReload() throws IOException {
    browser.open("/");
    browser.run("window.sameAsBefore = true");
    browser.drop("meridian-bank.json", Files.readString(Path.of("examples/meridian-bank.json")));
    browser.await("#came", "meridian-bank.json");
    browser.await("#came li:first-child", "taken in");
    browser.await("#advice", "Meridian Bank");
    browser.await("#news", "The advisory for Meridian Bank is ready.");
    assertThat(browser.run("return window.sameAsBefore")).isEqualTo(true);

    browser.find("#advice a[aria-label='Read the advisory for Meridian Bank']").click();
    assertThat(browser.find("h1").getText()).contains("Statement export API");
    byte[] printed = browser.print();
    assertThat(new String(printed, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
    browser.open("/organisations/meridian-bank");
    assertThat(browser.print().length).isGreaterThan(10_000);
  }

  @Test
  void everyPageIsFitForEverybodyInLightAndDarkAndOnAPhone() {
    List<String> found = new ArrayList<>();
    for (String page : PAGES) {
      browser.open(page);
      found.addAll(unfit(page, COLOURFUL.contains(page)));
    }
    assertThat(found).isEmpty();
  }

  private static List<String> unfit(String page, boolean colourful) {
    List<String> found = new ArrayList<>();
    browser.axe().forEach(line -> found.add(page + ": " + line));
    browser.fetchedFromElsewhere().forEach(line -> found.add(page + " fetches " + line));
    if (colourful) {
      browser.media("dark");
      browser.contrast().forEach(line -> found.add(page + " in the dark: " + line));
      browser.media("light");
    }
    browser.phone();
    long over =
        (Long) browser.run("return document.documentElement.scrollWidth - window.innerWidth");
    if (over > 0) {
      found.add(page + ": wider than a phone by " + over);
    }
    browser.noPhone();
    return found;
  }

  @Test
  void whatLeavesTheHouseIsFitForEverybodyToo() throws IOException {
    Advisory advisory =
        AdvisoryJson.read(server.ask().get("/organisations/lumen-labs/advisories/latest").text());
    MailText mail = server.rulebook().mail(advisory, MailOccasion.FIRST);
    String shown = Objects.requireNonNull(mail.html());
    for (MailText.Inline picture : mail.pictures()) {
      String data = Base64.getEncoder().encodeToString(picture.png());
      shown = shown.replace("cid:" + picture.id(), "data:image/png;base64," + data);
    }
    List<String> found = new ArrayList<>();
    for (Path page :
        List.of(
            Files.writeString(folder.resolve("mail.html"), shown),
            Files.write(
                folder.resolve("advisory.html"), server.rulebook().render(advisory, Format.HTML)),
            Files.write(
                folder.resolve("owner.html"),
                server.rulebook().render(advisory, Format.HTML, null, "CTO")))) {
      browser.open(page);
      found.addAll(unfit(page.getFileName().toString(), page.endsWith("owner.html")));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void theFirstMoveIsAboveTheFoldOnAScreenAndOnAPhone() throws IOException {
    Advisory advisory =
        AdvisoryJson.read(server.ask().get("/organisations/lumen-labs/advisories/latest").text());
    browser.open(
        Files.write(folder.resolve("fold.html"), server.rulebook().render(advisory, Format.HTML)));
    String bottom =
        "return Math.ceil(document.querySelector('.move h3').getBoundingClientRect().bottom)";

    assertThat((Long) browser.run(bottom)).isLessThan(800);
    browser.phone();
    assertThat((Long) browser.run(bottom)).isLessThan(740);
    browser.noPhone();
  }

  /** The last: to ask for accessible names slows the browser down for all that comes after. */
  @Test
  @Order(Integer.MAX_VALUE)
  void theKeyboardAloneLeadsFromTheDeskToAnAnswer() {
    browser.open("/");
    WebElement skip = tab();
    assertThat(skip.getText()).isEqualTo("Skip to the content");
    assertThat(skip.getRect().getY()).isGreaterThanOrEqualTo(0);
    tabTo("Rules").sendKeys(Keys.ENTER);
    assertThat(browser.path()).isEqualTo("/rules");

    tabTo("Find in titles, actions and sources").sendKeys("restoring isolated", Keys.ENTER);
    assertThat(browser.path()).startsWith("/rules?q=restoring");
    tabTo("Test restoring each backup").sendKeys(Keys.ENTER);
    assertThat(browser.path()).isEqualTo("/rules/security/backup-unverified");
    assertThat(browser.shows("#thresholds ~ h3", "Restore test, critical: 90 days")).isTrue();
  }

  private static WebElement tab() {
    browser.focused().sendKeys(Keys.TAB);
    return browser.focused();
  }

  private static WebElement tabTo(String name) {
    for (int i = 0; i < 60; i++) {
      WebElement reached = tab();
      if (name.equals(reached.getAccessibleName())) {
        Object outline = browser.run("return getComputedStyle(arguments[0]).outlineStyle", reached);
        assertThat(outline).as("a ring around " + name).isEqualTo("solid");
        return reached;
      }
    }
    throw new AssertionError("the tab key does not lead to " + name);
  }

  @Test
  void aChangedTableTellsWhatWouldChange() {
    browser.open("/organisations/lumen-labs/what-if?section=backups");
    browser.run("window.sameAsBefore = true");
    write("lastRun of Upload store", LocalDate.now(ZoneOffset.UTC).toString());
    write("lastRestoreTest of Upload store", "2020-01-01");
    browser.find("button[value=try]").click();
    browser.await("#result", "Test restoring");
    assertThat(browser.run("return window.sameAsBefore")).isEqualTo(true);
    assertThat(browser.find("#result").getText()).contains("Would be recommended");
  }

  private static void write(String field, String value) {
    WebElement input = browser.find("input[aria-label='" + field + "']");
    input.clear();
    input.sendKeys(value);
  }

  @Test
  void aReplyIsInTheAdviceWithoutAReload() {
    browser.open("/organisations/lumen-labs");
    browser.find("#do ~ ol li:nth-child(2) .answer a").click();
    String rule = browser.find("#rule").getAttribute("value");
    browser.run("document.getElementById('day').value = '2199-12-31'");
    browser.find("#by").sendKeys("Anna Novak");
    browser.find("#why").sendKeys("the new site opens in May", Keys.ENTER);
    browser.await("#rest", "waived by Anna Novak until 31 Dec 2199");
    browser.awaitNot("#do ~ ol a[href='/rules/" + rule + "']");
  }

  @Test
  void aQuestionIsAnsweredByAClickAndTheAdviceFollows() throws IOException {
    // Long enough ago for a critical system, and only for one.
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    server
        .ask()
        .post(
            "/organisations/harbour/documents?name=harbour.json",
            "application/json",
            """
            {"organisation": {"name": "Harbour"},
             "systems": [{"name": "Ledger", "critical": true, "storage": "relational"}],
             "backups": [{"system": "ledger-db", "lastRun": "%s",
              "lastRestoreTest": "%s"}]}
            """
                .formatted(today, today.minusDays(120)));
    browser.open("/");
    browser.await("#advice", "Harbour");
    browser.open("/organisations/harbour");
    assertThat(browser.find("#questions ~ ul").getText())
        .contains("'ledger-db' is no system on record");
    assertThat(browser.shows("#do ~ ol", "Test restoring")).isFalse();

    browser.find("button[aria-label='ledger-db is Ledger']").click();

    browser.await("#answered ~ ul", "stands for Ledger");
    browser.awaitNot("#questions");
    browser.await("#do ~ ol", "Test restoring");
    browser.open("/organisations/harbour/advisories/latest");
    assertThat(browser.find("main").getText()).doesNotContain("is no system on record");
    browser.open("/organisations/harbour");
    assertThat(unfit("/organisations/harbour", true)).isEmpty();

    browser.find("button[aria-label='Take back that ledger-db stands for Ledger']").click();
    browser.await("#questions ~ ul", "'ledger-db' is no system on record");
  }
}
