package nestor.reasoning;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nestor.rulebook.Dependence;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/** The facts that are the same for every dossier under one rulebook, made once. */
final class LastingFacts {
  private final Map<String, List<Fact>> tables = new HashMap<>();
  private final Map<String, Fact> absent = new HashMap<>();
  private final Map<String, Blank> blanks = new HashMap<>();
  private final Map<String, FactIndex> indexes = new ConcurrentHashMap<>();
  private final Plans plans;

  private final Rulebook rulebook;
  private @Nullable Dependence dependence;
  private volatile @Nullable Day day;

  LastingFacts(Rulebook rulebook) {
    this.rulebook = rulebook;
    this.plans = new Plans(rulebook);
    rulebook
        .tables()
        .forEach(
            (type, rows) -> {
              List<Fact> facts = new ArrayList<>();
              FieldValues.Names names =
                  new FieldValues.Names(
                      Objects.requireNonNull(rulebook.shapes().get(type)).fields());
              for (Map<String, Object> row : rows) {
                facts.add(
                    new Fact(
                        type + "#" + facts.size(),
                        type,
                        FieldValues.of(names, row),
                        Truth.YES,
                        Evidences.NONE));
              }
              tables.put(type, List.copyOf(facts));
            });
    for (Section section : rulebook.vocabulary().sections()) {
      Blank blank = new Blank(section);
      blanks.put(section.name(), blank);
      absent.put(section.name(), blank.open("", Map.of()));
    }
  }

  /** What rests on what, worked out when first asked for. */
  synchronized Dependence dependence() {
    Dependence known = dependence;
    if (known == null) {
      known = new Dependence(rulebook);
      dependence = known;
    }
    return known;
  }

  /** The rows of a table. */
  List<Fact> table(String type) {
    return tables.getOrDefault(type, List.of());
  }

  /** What stands for all that a section could hold. */
  Fact absent(Section section) {
    Fact fact = absent.get(section.name());
    if (fact == null) {
      throw new IllegalStateException("no section " + section.name());
    }
    return fact;
  }

  /** An entry of the section before anything is said in it. */
  Blank blank(Section section) {
    return Objects.requireNonNull(blanks.get(section.name()));
  }

  /** The conditions of the rulebook's DRL rules. */
  Plans plans() {
    return plans;
  }

  /** The rows of a table by the text of a field; null where the type is no table. */
  @Nullable FactIndex index(String type, String field) {
    List<Fact> rows = tables.get(type);
    if (rows == null) {
      return null;
    }
    String name = type + "." + field;
    FactIndex known = indexes.get(name);
    return known != null ? known : indexes.computeIfAbsent(name, n -> FactIndex.of(rows, field));
  }

  /**
   * The facts that are the same for every dossier on one day.
   *
   * @param thresholds by name, those that do not vary
   */
  record Day(LocalDate date, List<Fact> today, Map<String, List<Fact>> thresholds) {}

  /** The facts of a day; those of the day that was asked for last are at hand. */
  Day day(LocalDate asOf) {
    Day last = day;
    if (last == null || !last.date.equals(asOf)) {
      Map<String, List<Fact>> thresholds = new HashMap<>();
      for (Threshold threshold : rulebook.thresholds().values()) {
        if (threshold.variants().isEmpty()) {
          Fact fact =
              ThresholdChoice.fact(
                  threshold, Set.of(threshold.base(asOf)), Truth.YES.needs(), asOf);
          thresholds.put(threshold.name(), List.of(fact));
        }
      }
      Fact today =
          new Fact(
              EngineFacts.TODAY,
              EngineFacts.TODAY,
              Map.of("date", asOf),
              Truth.YES,
              Evidences.NONE);
      last = new Day(asOf, List.of(today), thresholds);
      day = last;
    }
    return last;
  }
}
