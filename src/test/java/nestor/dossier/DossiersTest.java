package nestor.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  void adviceIsBehindWhenDocumentsDayOrRulebookMovedOn() {
    accept("things", List.of(ENTRY));
    assertThat(behind(TODAY, "v1")).hasSize(1);
    store.change(tx -> dossiers.advised(tx, standing(), TODAY, "v1"));
    assertThat(behind(TODAY, "v1")).isEmpty();
    assertThat(behind(TODAY.plusDays(1), "v1")).hasSize(1);
    assertThat(behind(TODAY, "v2")).hasSize(1);

    Standing seen = standing();
    accept("things", List.of());
    store.change(tx -> dossiers.advised(tx, seen, TODAY, "v1"));
    assertThat(behind(TODAY, "v1")).as("a document came while it was advised").hasSize(1);
    assertThat(standing().dueSince()).isEqualTo(MORNING);
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

  private List<Standing> behind(LocalDate day, String rulebook) {
    return store.read(tx -> dossiers.behind(tx, day, rulebook));
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
