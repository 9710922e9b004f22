package nestor.server.pages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium without a window, as Debian packages it with its driver. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static final String AXE = axeScript();

  private final ChromeDriver driver;
  private String address = "";

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Leaves the test out where there is no browser, unless {@code -Dbrowser=required}. */
  static void needed() {
    boolean here = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (!here && !"required".equals(System.getProperty("browser"))) {
      assumeTrue(false, "left out: there is no Chromium; apt-get install chromium chromium-driver");
    }
  }

  /** Starts one, which is at home nowhere yet. */
  static Browser start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile.toAbsolutePath());
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options));
    browser.desktop();
    return browser;
  }

  /** From now on paths are of that server. */
  void at(String server) {
    this.address = server;
  }

  void open(String path) {
    driver.get(address + path);
  }

  void open(Path file) {
    driver.get(file.toUri().toString());
  }

  /** What the page had to fetch from anywhere but the server that it is of. */
  List<String> fetchedFromElsewhere() {
    List<?> all =
        (List<?>)
            driver.executeScript(
                "return performance.getEntriesByType('resource').map(fetched => fetched.name)");
    return Objects.requireNonNull(all).stream()
        .map(String::valueOf)
        .filter(name -> !name.startsWith(address + "/") && !name.startsWith("data:"))
        .toList();
  }

  String path() {
    return Objects.requireNonNull(driver.getCurrentUrl()).substring(address.length());
  }

  void desktop() {
    driver.manage().window().setSize(new Dimension(1280, 900));
    media("light");
  }

  /** As wide as a small phone. */
  void phone() {
    screen(360, 740);
  }

  /** A screen of that size, in its own pixels; {@link #noPhone} ends it. */
  void screen(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 1_000));
  }

  void noPhone() {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  void media(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  WebElement link(String text) {
    return driver.findElement(By.linkText(text));
  }

  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  boolean shows(String selector, String text) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .anyMatch(element -> element.getText().contains(text));
  }

  void await(String selector, String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(org.openqa.selenium.StaleElementReferenceException.class)
        .until(() -> shows(selector, text));
  }

  void awaitNot(String selector) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> driver.findElements(By.cssSelector(selector)).isEmpty());
  }

  /** Lets a file fall onto the page, as a hand would. */
  void drop(String name, String content) {
    run(
        """
        const files = new DataTransfer();
        files.items.add(new File([arguments[1]], arguments[0]));
        for (const type of ["dragenter", "dragover", "drop"]) {
          document.querySelector("main").dispatchEvent(
              new DragEvent(type, {dataTransfer: files, bubbles: true, cancelable: true}));
        }
        """,
        name,
        content);
  }

  byte[] print() {
    Map<String, Object> printed = driver.executeCdpCommand("Page.printToPDF", Map.of());
    return Base64.getDecoder().decode((String) Objects.requireNonNull(printed.get("data")));
  }

  /** What axe finds against WCAG 2.2 AA on the page, a line each. */
  List<String> axe() {
    run(AXE);
    return axe("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  }

  /** What is too pale on a page on which axe has looked at everything before. */
  List<String> contrast() {
    return axe("color-contrast");
  }

  private static String axeScript() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> axe(String... only) {
    List<?> found =
        (List<?>)
            driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const named = v => v.nodes.map(n => n.target + " " + n.failureSummary);
                const options = {runOnly: arguments[0], resultTypes: ["violations"], preload: false};
                axe.run(document, options).then(
                    found => done(found.violations.map(v => v.impact + " " + v.id + " " + named(v))),
                    error => done([String(error)]));
                """,
                List.of(only));
    List<String> lines = new ArrayList<>();
    Objects.requireNonNull(found).forEach(line -> lines.add(String.valueOf(line)));
    return lines;
  }

  /** What the browser complains of: refused styles and scripts, requests that failed. */
  List<String> complaints() {
    List<String> lines = new ArrayList<>();
    driver
        .manage()
        .logs()
        .get("browser")
        .forEach(entry -> lines.add(entry.getLevel() + " " + entry.getMessage()));
    return lines;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
