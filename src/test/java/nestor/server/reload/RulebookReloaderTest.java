package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nestor.advisory.Advisory;
import nestor.cli.Main;
import nestor.dossier.Dossier;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.drools.CompilationCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What edits of a rulebook in force do, one after another, to a small one. */
@Tag("server")
class RulebookReloaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private @TempDir Path folder;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final AtomicReference<Error> fails = new AtomicReference<>();
  private int saves;
  private Path rules;
  private Path home;
  private RulebookReloader live;

  @BeforeEach
  void open() throws IOException {
    rules = ShopRulebook.in(folder.resolve("rules"));
    RulebookCopy.templates(rules);
    home = folder.resolve("desk");
    live = opened();
  }

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void aNewRuleAdvisesNobodyUntilItIsNoDraftAnyMore() throws IOException {
    assertThat(answered()).containsOnly("stock/many", "stock/stale");

    edited(() -> Main.commandLine().execute("new", "rule", "stock/most", "--rules", "" + rules));

    assertThat(objections()).isEmpty();
    assertThat(answered()).containsOnly("stock/many", "stock/stale");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(console()).contains("is in force, 2 rules, 1 draft"));

    // Another edit is taken up while there is a draft.
    edited(() -> ShopRulebook.replace(rules, "stock.drl", "Strike the slowest.", "Strike them."));
    assertThat(objections()).isEmpty();

    refused(() -> ShopRulebook.replace(rules, "stock.drl", "  @draft\n", ""));
    assertThat(objections()).contains("stock.drl:34:3: @title of rule \"stock/most\" still says");
    assertThat(answered()).containsOnly("stock/many", "stock/stale");

    edited(
        () -> {
          ShopRulebook.replace(rules, "stock.drl", "Say in one line what to do", "Sell them");
          ShopRulebook.replace(
              rules, "stock.drl", "Say in one line what is well otherwise", "All is sold");
          ShopRulebook.replace(
              rules, "stock.drl", "Say who does what, with what, and by when", "Go");
          ShopRulebook.replace(rules, "stock.drl", "name the section", "Selling");
          ShopRulebook.replace(
              rules, "stock.drl", "How you decided what the source leaves open", "By counting");
          ShopRulebook.replace(
              rules, "stock.drl", "Say what this means for the organisation", "It costs");
          ShopRulebook.replace(
              rules, "thresholds.yaml", "Say why this number and no other", "Ours");
        });
    assertThat(answered()).containsOnly("stock/many", "stock/stale", "stock/most");
    assertThat(home.resolve("rules.error.txt")).doesNotExist();
  }

  @Test
  @Tag("endurance")
  void editsThatNoReaderCouldFollowEndThemselvesAndLaterOnesWork() throws IOException {
    String rules = Files.readString(this.rules.resolve("stock.drl"));
    Path text = this.rules.resolve("templates/advisory.txt.peb");
    String template = Files.readString(text);
    refused(
        () ->
            Files.writeString(
                this.rules.resolve("stock.drl"),
                rules.replace(
                    "place == \"cellar\")",
                    "(".repeat(5_000) + "place == \"cellar\"" + ")".repeat(5_000) + ")")));
    assertThat(objections()).contains("has more than 200 operators and parentheses");
    edited(() -> Files.writeString(this.rules.resolve("stock.drl"), rules + "\n"));
    for (String bad :
        List.of(
            "{% include \"advisory.txt.peb\" %}",
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "{% for i in range(0, 2000000000) %}x{% endfor %}",
            "{% set s = \"0123456789\" %}" + "{% set s = s ~ s %}".repeat(40))) {
      refused(() -> Files.writeString(text, bad));
      assertThat(objections()).contains("advisory.txt.peb");
      edited(() -> Files.writeString(text, template + "\n".repeat(++saves)));
    }
    assertThat(live.active().trouble()).isEmpty();
  }

  @Test
  void whateverIsThrownEndsThatEditAloneAndIsTold() throws IOException {
    for (Error error :
        List.of(
            new StackOverflowError(), new OutOfMemoryError("of a test"), new AssertionError())) {
      fails.set(error);
      refused(() -> ShopRulebook.replace(rules, "stock.drl", "is promised.", "is promised now."));
      assertThat(objections())
          .startsWith(rules + ": it could not be tried, by a fault in Nestor (java.lang.")
          .contains(error.getClass().getName());
      fails.set(null);
      edited(
          () -> ShopRulebook.replace(rules, "stock.drl", "is promised now.", "is promised soon."));
      assertThat(home.resolve("rules.error.txt")).doesNotExist();
      edited(() -> ShopRulebook.replace(rules, "stock.drl", "is promised soon.", "is promised."));
    }
    assertThat(live.active().trouble()).isEmpty();
  }

  /** An edit of the files. */
  private interface Edit {
    void make() throws IOException;
  }

  private RulebookReloader opened() {
    CompilationCache failing =
        key -> {
          Error error = fails.get();
          if (error != null) {
            throw error;
          }
          return null;
        };
    RulebookReloader opened =
        new RulebookReloader(
            rules,
            home,
            failing,
            Clock.systemUTC(),
            new PrintStream(console, true, StandardCharsets.UTF_8));
    opened.start();
    return opened;
  }

  /** Makes an edit and waits until it is in force. */
  private void edited(Edit edit) throws IOException {
    String before = live.active().rulebookVersion();
    edit.make();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(live.active().rulebookVersion()).as(objections()).isNotEqualTo(before));
  }

  /** Makes an edit and waits until it is told that it is not in force. */
  private void refused(Edit edit) throws IOException {
    String before = live.active().rulebookVersion();
    edit.make();
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(home.resolve("rules.error.txt")) && !objections().isEmpty());
    assertThat(live.active().rulebookVersion()).isEqualTo(before);
  }

  private String objections() {
    return String.join("\n", live.active().status().objections());
  }

  private String console() {
    return console.toString(StandardCharsets.UTF_8);
  }

  /** The ids of all rules that one advisory answers. */
  private List<String> answered() {
    Advisory advisory = advice();
    return java.util.stream.Stream.of(
            advisory.recommended().stream().map(Advisory.Recommendation::rule),
            advisory.clear().stream(),
            advisory.notAssessed().stream().map(Advisory.NotAssessed::rule))
        .flatMap(ids -> ids)
        .toList();
  }

  private Advisory advice() {
    return live.active().advise(Dossier.empty("acme"), null, LocalDate.of(2026, 3, 31));
  }
}
