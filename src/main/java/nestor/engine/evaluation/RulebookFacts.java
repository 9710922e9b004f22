package nestor.engine.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Facts that are the same for every dossier under one rulebook, made once. Facts of one dossier are
 * in {@link FactBase}.
 */
final class RulebookFacts {
  private final Map<String, List<Fact>> tables = new HashMap<>();
  private final Map<String, Fact> absent = new HashMap<>();
  private final Map<String, UnknownEntry> blanks = new HashMap<>();
  private final Map<String, FactIndex> indexes = new ConcurrentHashMap<>();
  private final Map<String, RepeatedReads> repeatedReads = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> readBy = new ConcurrentHashMap<>();
  private final Map<String, UnknownEntry> doubtedBlanks = new ConcurrentHashMap<>();
  private final OnRecordTests onRecordTests;
  private final CompiledRules compiledRules;

  private final Rulebook rulebook;
  private @Nullable RuleDependencies ruleDependencies;
  private volatile @Nullable Day day;

  RulebookFacts(Rulebook rulebook) {
    this.rulebook = rulebook;
    this.compiledRules = new CompiledRules(rulebook);
    this.onRecordTests = new OnRecordTests(rulebook);
    rulebook
        .tables()
        .forEach(
            (type, rows) -> {
              List<Fact> facts = new ArrayList<>();
              FieldValues.Names names =
                  new FieldValues.Names(
                      Objects.requireNonNull(rulebook.factTypes().get(type)).fields());
              for (Map<String, Object> row : rows) {
                facts.add(
                    new Fact(
                        type + "#" + facts.size(),
                        type,
                        FieldValues.of(names, row),
                        Ternary.YES,
                        EvidenceSets.NONE));
              }
              tables.put(type, List.copyOf(facts));
            });
    for (Section section : rulebook.vocabulary().sections()) {
      UnknownEntry unknownEntry = new UnknownEntry(section, false);
      blanks.put(section.name(), unknownEntry);
      absent.put(section.name(), unknownEntry.open());
    }
  }

  /** Dependencies of rules and types, computed on first use. */
  synchronized RuleDependencies ruleDependencies() {
    RuleDependencies known = ruleDependencies;
    if (known == null) {
      known = new RuleDependencies(rulebook);
      ruleDependencies = known;
    }
    return known;
  }

  /** Fields that the conditions of a rule read more than once. */
  RepeatedReads repeatedReads(Rule rule) {
    return repeatedReads.computeIfAbsent(
        rule.metadata().id(), id -> RepeatedReads.of(rule, rulebook));
  }

  /** The types that those rules read which derive facts of a type. */
  Set<String> readBy(String type) {
    return readBy.computeIfAbsent(
        type,
        t -> {
          Set<String> types = new TreeSet<>();
          rulebook.derivations().stream()
              .filter(derivation -> derivation.then().type().equals(t))
              .forEach(derivation -> types.addAll(RuleDependencies.types(derivation.when())));
          return types;
        });
  }

  /** The rows of a table. */
  List<Fact> table(String type) {
    return tables.getOrDefault(type, List.of());
  }

  /** Returns the fact that stands for everything that an absent section could hold. */
  Fact absent(Section section) {
    Fact fact = absent.get(section.name());
    if (fact == null) {
      throw new IllegalStateException("no section " + section.name());
    }
    return fact;
  }

  /** An entry of the section before anything is said in it. */
  UnknownEntry blank(Section section) {
    return Objects.requireNonNull(blanks.get(section.name()));
  }

  /** An entry of the section before anything is said in it, where more may be said. */
  UnknownEntry doubtedBlank(Section section) {
    return doubtedBlanks.computeIfAbsent(section.name(), n -> new UnknownEntry(section, true));
  }

  /** Tests of rules for whether something is on record. */
  OnRecordTests onRecordTests() {
    return onRecordTests;
  }

  /** The conditions of the rulebook's DRL rules. */
  CompiledRules compiledRules() {
    return compiledRules;
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
                  threshold, Set.of(threshold.base(asOf)), Ternary.YES.needs(), asOf);
          thresholds.put(threshold.name(), List.of(fact));
        }
      }
      Fact today =
          new Fact(
              BuiltInTypes.TODAY,
              BuiltInTypes.TODAY,
              Map.of("date", asOf),
              Ternary.YES,
              EvidenceSets.NONE);
      last = new Day(asOf, List.of(today), thresholds);
      day = last;
    }
    return last;
  }
}
