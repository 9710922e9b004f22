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
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Note;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import nestor.store.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DossierRepositoryTest {
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
  private final DossierRepository dossiers = new DossierRepository();
  private Database database;

  @BeforeEach
  void open() {
    database = Database.open(home.resolve("store"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDossierComesBackAsItWasGiven() {
    assertThat(accept("things", List.of(ENTRY, Map.of("number", new BigDecimal("5"))))).isTrue();

    Dossier dossier = load(VOCABULARY);
    assertThat(dossier.sections().get("things"))
        .isEqualTo(
            new DossierSection(
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
    AdvisoryState before = state();

    assertThat(accept("things", List.of(new TreeMap<>(ENTRY).descendingMap()))).isFalse();
    assertThat(state()).isEqualTo(before);
    assertThat(accept("things", List.of())).isTrue();
    assertThat(state().revision()).isEqualTo(before.revision() + 1);
  }

  @Test
  void notesComeBackWithTheSectionThatTheyConcern() {
    Note onThings = note("'CTO ' read as CTO", "things");
    Note onAll = note("has a byte order mark", null);
    accept("things", List.of(ENTRY), List.of(onThings, onAll));
    assertThat(load(VOCABULARY).sections().get("things").notes()).containsExactly(onThings, onAll);
    assertThat(load(VOCABULARY).notes()).containsExactly(onThings, onAll);
  }

  @Test
  void equalEntriesThatWereReadOtherwiseAreNoDuplicate() {
    accept("things", List.of(ENTRY), List.of(note("passed over", "things")));
    long before = state().revision();
    assertThat(accept("things", List.of(ENTRY), List.of(note("passed over", "things")))).isFalse();
    assertThat(accept("things", List.of(ENTRY))).as("nothing is passed over any more").isTrue();
    assertThat(state().revision()).isEqualTo(before + 1);
    assertThat(load(VOCABULARY).notes()).isEmpty();
  }

  private static Note note(String what, @Nullable String section) {
    Diagnostic place = new Diagnostic("acme.csv", 3, 0, "text", what, "");
    return new Note(Note.Kind.READ_AS, place, section);
  }

  @Test
  void formerVersionsAreKept() {
    accept("things", List.of(ENTRY));
    accept("things", List.of());
    accept("things", List.of(ENTRY));
    List<Origin> former = database.read(tx -> dossiers.former(tx, "acme", "things"));
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
    database.change(tx -> dossiers.advised(tx, state(), TODAY, "v2"));
    assertThat(unseen()).isEmpty();
    assertThat(outdated(TODAY, "v2")).isEmpty();
    assertThat(outdated(TODAY.plusDays(1), "v2")).hasSize(1);
    assertThat(outdated(TODAY.minusDays(1), "v2")).as("the clock was set back").hasSize(1);
    assertThat(outdated(TODAY, "v1")).hasSize(1);
    assertThat(outdated(TODAY, "v3")).hasSize(1);

    AdvisoryState seen = state();
    accept("things", List.of());
    database.change(tx -> dossiers.advised(tx, seen, TODAY, "v2"));
    assertThat(unseen()).as("a document came while it was advised").hasSize(1);
    assertThat(outdated(TODAY, "v3")).as("due by its document already").isEmpty();
    assertThat(state().dueSince()).isEqualTo(MORNING);
  }

  @Test
  void whatIsDueIsReadInLotsThatCostWhatTheyHold() {
    int all = 2_000;
    database.change(
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
    AdvisoryState last = null;
    for (int lot = 0; lot < all / 2 / 50; lot++) {
      AdvisoryState after = last;
      List<AdvisoryState> found = database.read(tx -> dossiers.unseen(tx, after, 50));
      assertThat(found).hasSize(50);
      found.forEach(state -> assertThat(seen.add(state.organisation())).isTrue());
      last = found.get(49);
    }
    assertThat(seen).hasSize(all / 2);
    AdvisoryState end = last;
    assertThat(database.<List<AdvisoryState>>read(tx -> dossiers.unseen(tx, end, 50))).isEmpty();

    while (true) {
      List<AdvisoryState> found = outdated(TODAY, "v1");
      if (found.isEmpty()) {
        break;
      }
      database.change(tx -> found.forEach(one -> dossiers.advised(tx, one, TODAY, "v1")));
      found.forEach(state -> assertThat(seen.add(state.organisation())).isTrue());
    }
    // Of those by which nothing is due, each third is of today, and each fifth of these of v1.
    assertThat(seen).hasSizeBetween(all - all / 2 / 15 - 2, all - all / 2 / 15 + 2);
    scansFew(DossierRepository.unseenAfter(50), MORNING, MORNING, "");
    database.change(tx -> tx.update("update organisations set advised_revision = revision"));
    for (String rulebook : List.of("v0", "v1", "v3", "v9")) {
      for (int days = -3; days < 3; days++) {
        LocalDate today = TODAY.plusDays(days);
        database
            .read(tx -> DossierRepository.outdated(tx, today, rulebook))
            .forEach(some -> scansFew(some.query(50), some.values().toArray()));
      }
    }
    database.change(
        tx -> tx.update("update organisations set advised_on = ?, advised_rulebook = 'v1'", TODAY));
    assertThat(outdated(TODAY, "v1")).isEmpty();
    database
        .read(tx -> DossierRepository.outdated(tx, TODAY, "v1"))
        .forEach(some -> scansFew(some.query(50), some.values().toArray()));
  }

  /** The database looks at hardly more rows than it answers with. */
  private void scansFew(String query, Object... values) {
    String plan =
        database.read(
            tx ->
                String.join(
                    " ", tx.query("explain analyze " + query, row -> row.text("PLAN"), values)));
    Matcher scans = Pattern.compile("scanCount: (\\d+)").matcher(plan);
    assertThat(scans.find()).as(plan).isTrue();
    int scanned = Integer.parseInt(scans.group(1));
    assertThat(scanned).as(plan).isLessThan(120);
  }

  private boolean accept(String section, List<Map<String, Object>> entries) {
    return accept(section, entries, List.of());
  }

  private boolean accept(String section, List<Map<String, Object>> entries, List<Note> notes) {
    TreeMap<String, SectionContent> sections = new TreeMap<>();
    sections.put(section, new SectionContent(section, entries));
    ParsedDocument document = new ParsedDocument("acme", sections, notes);
    Origin origin = new Origin("acme.json", MORNING, "00");
    return database.write(tx -> dossiers.accept(tx, document, origin, "receipt"));
  }

  private Dossier load(Vocabulary vocabulary) {
    return database.read(tx -> dossiers.load(tx, "acme", vocabulary));
  }

  private AdvisoryState state() {
    return database.read(tx -> dossiers.standing(tx, "acme")).orElseThrow();
  }

  private List<AdvisoryState> unseen() {
    return database.read(tx -> dossiers.unseen(tx, null, 50));
  }

  private List<AdvisoryState> outdated(LocalDate day, String rulebook) {
    return database.read(tx -> dossiers.outdated(tx, day, rulebook, 50));
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
