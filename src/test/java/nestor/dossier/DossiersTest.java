package nestor.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.evidence.Evidence;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DossiersTest {
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final Vocabulary VOCABULARY = vocabulary(FieldType.NUMBER);
  private static final Map<String, Object> ENTRY =
      Map.of(
          "text",
          "mail; \"ü\"",
          "count",
          7,
          "number",
          new BigDecimal("12345678901234567890.10"),
          "yes",
          true,
          "date",
          LocalDate.of(2026, 2, 28),
          "list",
          List.of("a", "b"));

  @TempDir Path home;
  private final Dossiers dossiers = new Dossiers();
  private Store store;

  @BeforeEach
  void open() {
    store = Store.open(home.resolve("store"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aDossierComesBackAsItWasGiven() {
    assertThat(accept("things", List.of(ENTRY, Map.of("number", new BigDecimal("5"))))).isTrue();

    Dossier dossier = load(VOCABULARY);
    assertThat(dossier.sections().get("things"))
        .isEqualTo(
            new HeldSection(
                new SectionContent("things", List.of(ENTRY, Map.of("number", new BigDecimal("5")))),
                new Origin("acme.json", MORNING, "00")));
  }

  @Test
  void aGivenEmptySectionIsNotAnAbsentOne() {
    accept("things", List.of());
    assertThat(load(VOCABULARY).sections()).containsOnlyKeys("things");
    assertThat(load(VOCABULARY).sections().get("things").content().entries()).isEmpty();
  }

  @Test
  void equalSectionsChangeNothingWhateverTheOrderOfTheirFields() {
    accept("things", List.of(ENTRY));
    Standing before = standing();

    assertThat(accept("things", List.of(new TreeMap<>(ENTRY).descendingMap()))).isFalse();
    assertThat(standing()).isEqualTo(before);
    assertThat(accept("things", List.of())).isTrue();
    assertThat(standing().revision()).isEqualTo(before.revision() + 1);
  }

  @Test
  void formerVersionsAreKept() {
    accept("things", List.of(ENTRY));
    accept("things", List.of());
    accept("things", List.of(ENTRY));
    List<Origin> former = store.read(tx -> dossiers.former(tx, "acme", "things"));
    assertThat(former).hasSize(2);
  }

  @Test
  void whatTheVocabularyNoLongerKnowsIsLeftOut() {
    accept("things", List.of(ENTRY));
    assertThat(load(vocabulary(FieldType.DATE)).sections().get("things").content().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry).doesNotContainKey("number").containsKey("date"));
    assertThat(load(new Vocabulary(List.of())).sections()).isEmpty();
  }

  @Test
  void adviceIsDueWhenDocumentsDayOrRulebookMovedOn() {
    accept("things", List.of(ENTRY));
    assertThat(unseen()).hasSize(1);
    store.change(tx -> dossiers.advised(tx, standing(), TODAY, "v2"));
    assertThat(unseen()).isEmpty();
    assertThat(outdated(TODAY, "v2")).isEmpty();
    assertThat(outdated(TODAY.plusDays(1), "v2")).hasSize(1);
    assertThat(outdated(TODAY.minusDays(1), "v2")).as("the clock was set back").hasSize(1);
    assertThat(outdated(TODAY, "v1")).hasSize(1);
    assertThat(outdated(TODAY, "v3")).hasSize(1);

    Standing seen = standing();
    accept("things", List.of());
    store.change(tx -> dossiers.advised(tx, seen, TODAY, "v2"));
    assertThat(unseen()).as("a document came while it was advised").hasSize(1);
    assertThat(outdated(TODAY, "v3")).as("due by its document already").isEmpty();
    assertThat(standing().dueSince()).isEqualTo(MORNING);
  }

  @Test
  void whatIsDueIsReadInLotsThatCostWhatTheyHold() {
    int all = 2_000;
    store.change(
        tx -> {
          for (int i = 0; i < all; i++) {
            boolean unseen = i % 2 == 0;
            tx.update(
                "insert into organisations (id, revision, last_document_at, due_since,"
                    + " advised_revision, advised_on, advised_rulebook) values (?, 2, ?, ?, ?, ?, ?)",
                "org-" + i,
                MORNING.plusSeconds(i % 7),
                unseen ? MORNING.plusSeconds(i % 7) : null,
                unseen ? 1 : 2,
                TODAY.minusDays(i % 3),
                "v" + i % 5);
          }
        });
    Set<String> seen = new HashSet<>();
    Standing last = null;
    for (int lot = 0; lot < all / 2 / 50; lot++) {
      Standing after = last;
      List<Standing> found = store.read(tx -> dossiers.unseen(tx, after, 50));
      assertThat(found).hasSize(50);
      found.forEach(standing -> assertThat(seen.add(standing.organisation())).isTrue());
      last = found.get(49);
    }
    assertThat(seen).hasSize(all / 2);
    Standing end = last;
    assertThat(store.<List<Standing>>read(tx -> dossiers.unseen(tx, end, 50))).isEmpty();

    while (true) {
      List<Standing> found = outdated(TODAY, "v1");
      if (found.isEmpty()) {
        break;
      }
      store.change(tx -> found.forEach(one -> dossiers.advised(tx, one, TODAY, "v1")));
      found.forEach(standing -> assertThat(seen.add(standing.organisation())).isTrue());
    }
    // Of those by which nothing is due, each third is of today, and each fifth of these of v1.
    assertThat(seen).hasSizeBetween(all - all / 2 / 15 - 2, all - all / 2 / 15 + 2);
    scansFew(Dossiers.unseenAfter(50), MORNING, MORNING, "");
    store.change(tx -> tx.update("update organisations set advised_revision = revision"));
    for (String rulebook : List.of("v0", "v1", "v3", "v9")) {
      for (int days = -3; days < 3; days++) {
        LocalDate today = TODAY.plusDays(days);
        store
            .read(tx -> Dossiers.outdated(tx, today, rulebook))
            .forEach(some -> scansFew(some.query(50), some.values().toArray()));
      }
    }
    store.change(
        tx -> tx.update("update organisations set advised_on = ?, advised_rulebook = 'v1'", TODAY));
    assertThat(outdated(TODAY, "v1")).isEmpty();
    store
        .read(tx -> Dossiers.outdated(tx, TODAY, "v1"))
        .forEach(some -> scansFew(some.query(50), some.values().toArray()));
  }

  /** The database looks at hardly more rows than it answers with. */
  private void scansFew(String query, Object... values) {
    String plan =
        store.read(
            tx ->
                String.join(
                    " ", tx.query("explain analyze " + query, row -> row.text("PLAN"), values)));
    Matcher scans = Pattern.compile("scanCount: (\\d+)").matcher(plan);
    assertThat(scans.find()).as(plan).isTrue();
    int scanned = Integer.parseInt(scans.group(1));
    assertThat(scanned).as(plan).isLessThan(120);
  }

  private boolean accept(String section, List<Map<String, Object>> entries) {
    TreeMap<String, SectionContent> sections = new TreeMap<>();
    sections.put(section, new SectionContent(section, entries));
    Evidence evidence = new Evidence("acme", sections, List.of());
    Origin origin = new Origin("acme.json", MORNING, "00");
    return store.write(tx -> dossiers.accept(tx, evidence, origin, "receipt"));
  }

  private Dossier load(Vocabulary vocabulary) {
    return store.read(tx -> dossiers.load(tx, "acme", vocabulary));
  }

  private Standing standing() {
    return store.read(tx -> dossiers.standing(tx, "acme")).orElseThrow();
  }

  private List<Standing> unseen() {
    return store.read(tx -> dossiers.unseen(tx, null, 50));
  }

  private List<Standing> outdated(LocalDate day, String rulebook) {
    return store.read(tx -> dossiers.outdated(tx, day, rulebook, 50));
  }

  private static Vocabulary vocabulary(FieldType number) {
    return new Vocabulary(
        List.of(
            new Section(
                "things",
                "Thing",
                false,
                "",
                List.of(
                    field("text", FieldType.TEXT),
                    field("count", FieldType.COUNT),
                    field("number", number),
                    field("yes", FieldType.YES_NO),
                    field("date", FieldType.DATE),
                    field("list", FieldType.LIST)),
                null,
                null,
                null)));
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, true, name, null, List.of(), false, null, null, null);
  }
}
