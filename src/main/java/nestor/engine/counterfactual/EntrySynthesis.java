package nestor.engine.counterfactual;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import nestor.engine.counterfactual.ValueRepairs.Reading;
import nestor.engine.evaluation.CompiledConditions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.IntervalArithmetic;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Generator of new entries that match patterns, with what they cost. If the shares already add up
 * to 1, it takes the new entry's share from the largest one.
 */
final class EntrySynthesis {
  private static final int ATTEMPTS = 40;
  private static final BigDecimal A_LITTLE = new BigDecimal("0.05");

  private final FactBase factBase;
  private final DossierEditor.EditedDossier editedDossier;
  private final ValueRepairs repairs;
  private final List<CandidateEdit> moves;
  private int thoughtUp;

  /**
   * Entries for a dossier.
   *
   * @param moves where the steps go that add entries
   */
  EntrySynthesis(
      FactBase factBase,
      DossierEditor.EditedDossier editedDossier,
      ValueRepairs repairs,
      List<CandidateEdit> moves) {
    this.factBase = factBase;
    this.editedDossier = editedDossier;
    this.repairs = repairs;
    this.moves = moves;
  }

  /** Gives an entry that is thought up the values by which the tables named next know it. */
  void join(
      List<Condition> rest,
      Pattern pattern,
      Section section,
      Map<String, Object> values,
      Reading reading) {
    for (Condition condition : rest) {
      Pattern table = table(condition);
      if (table == null) {
        return;
      }
      Reading with = repairs.withBindings(pattern, fresh(section, values), reading);
      if (!CompiledConditions.solve(factBase, List.of(condition), with.bindings()).isEmpty()) {
        continue;
      }
      for (Fact row : factBase.facts(table.type())) {
        List<Expression> failing =
            repairs.failing(table, row, repairs.withBindings(table, row, with));
        if (failing.size() == 1
            && fill(
                repairs.of(failing.get(0), true, row, repairs.withBindings(table, row, with)),
                values)) {
          break;
        }
      }
    }
  }

  /** The table that a condition looks into, if it looks into one. */
  private @Nullable Pattern table(Condition condition) {
    Optional<Pattern> named =
        condition.match(
            Optional::of,
            not -> Optional.empty(),
            exists -> exists.of().size() == 1 ? exists.of().get(0).asPattern() : Optional.empty(),
            accumulate -> Optional.empty());
    return named
        .filter(table -> factBase.rulebook().tables().containsKey(table.type()))
        .orElse(null);
  }

  void add(Section section, Map<String, Object> values, int times) {
    if (values.isEmpty()) {
      // An entry that says nothing cannot be written down; one that says any one thing can.
      for (Field field : section.fields()) {
        Object any =
            repairs.locate(section, FieldLocation.FRESH, field, null).filler(factBase.asOf());
        add(section, Map.of(field.name(), any), times);
      }
      return;
    }
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Map<String, Object> another = new LinkedHashMap<>(values);
      if (i > 0) {
        int number = i + 1;
        section.fields().stream()
            .filter(f -> FieldLocation.isFiller(values.get(f.name())))
            .findFirst()
            .ifPresent(f -> another.computeIfPresent(f.name(), (n, v) -> v + "-" + number));
      }
      edits.add(new Edit.Add(section.name(), another));
    }
    double each = CandidateEdit.ADD + CandidateEdit.ADD_FIELD * values.size();
    double overfull = overfull(section, values);
    moves.add(new CandidateEdit(edits, times * (each + overfull)));
    if (overfull > 0 && times == 1) {
      shift(section, values, each);
    }
  }

  /**
   * Proposes that a speaker whose shares are complete gives a little of its largest share to
   * another entry.
   */
  private void shift(Section section, Map<String, Object> values, double cost) {
    String share = Objects.requireNonNull(section.completeAtOne());
    Fact largest = null;
    for (Fact fact : entries(section)) {
      if (Objects.equals(
              fact.value(Objects.requireNonNull(section.speaksFor())),
              values.get(section.speaksFor()))
          && (largest == null || part(fact, share).compareTo(part(largest, share)) > 0)) {
        largest = fact;
      }
    }
    if (largest == null || part(largest, share).compareTo(A_LITTLE) <= 0) {
      return;
    }
    Map<String, Object> little = new LinkedHashMap<>(values);
    little.put(share, A_LITTLE);
    moves.add(
        new CandidateEdit(
            List.of(
                new Edit.Put(
                    section.name(),
                    editedDossier.editNumber(section.name(), largest.entry()),
                    share,
                    part(largest, share).subtract(A_LITTLE)),
                new Edit.Add(section.name(), little)),
            cost + CandidateEdit.CHANGE));
  }

  private static BigDecimal part(Fact fact, String share) {
    return fact.value(share) instanceof Number part ? Comparisons.number(part) : BigDecimal.ZERO;
  }

  /** Nobody has more than all of what adds up to 1. */
  private double overfull(Section section, Map<String, Object> values) {
    String share = section.completeAtOne();
    String speaker = section.speaksFor();
    if (share == null || speaker == null || !(values.get(share) instanceof Number more)) {
      return 0;
    }
    BigDecimal sum = Comparisons.number(more);
    for (Fact fact : entries(section)) {
      if (Objects.equals(fact.value(speaker), values.get(speaker))
          && fact.value(share) instanceof Number part) {
        sum = sum.add(Comparisons.number(part));
      }
    }
    return sum.compareTo(BigDecimal.ONE) > 0 ? CandidateEdit.REMOVE : 0;
  }

  List<Fact> entries(Section section) {
    return factBase.facts(section.type()).stream().filter(f -> !f.isOpen()).toList();
  }

  /** The values of an entry for which all tests of a pattern hold; null where none were found. */
  @Nullable Map<String, Object> synthesize(Section section, Pattern pattern, Reading reading) {
    int[] attempts = {ATTEMPTS};
    return synthesize(section, pattern, reading, new LinkedHashMap<>(), attempts);
  }

  private @Nullable Map<String, Object> synthesize(
      Section section,
      Pattern pattern,
      Reading reading,
      Map<String, Object> values,
      int[] attempts) {
    Fact fact = fresh(section, values);
    Reading with = repairs.withBindings(pattern, fact, reading);
    List<Expression> failing = repairs.failing(pattern, fact, with);
    if (failing.isEmpty()) {
      return values;
    }
    for (CandidateEdit candidate : repairs.of(failing.get(0), true, fact, with)) {
      Map<String, Object> more = new LinkedHashMap<>(values);
      if (--attempts[0] >= 0
          && fill(List.of(candidate), more)
          && isNearer(values, more, failing, pattern, section, reading)) {
        Map<String, Object> found = synthesize(section, pattern, reading, more, attempts);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** A value that was chosen before is given up only where that leaves fewer tests to fail. */
  private boolean isNearer(
      Map<String, Object> before,
      Map<String, Object> after,
      List<Expression> failing,
      Pattern pattern,
      Section section,
      Reading reading) {
    if (before.entrySet().stream().allMatch(e -> e.getValue().equals(after.get(e.getKey())))) {
      return true;
    }
    Fact fact = fresh(section, after);
    return repairs.failing(pattern, fact, repairs.withBindings(pattern, fact, reading)).size()
        < failing.size();
  }

  /** Takes the first of the moves that changes nothing but the entry that is thought up. */
  static boolean fill(List<CandidateEdit> alternatives, Map<String, Object> values) {
    for (CandidateEdit candidate : alternatives) {
      if (candidate.edits().stream()
          .allMatch(e -> e instanceof Edit.Put put && put.entry() == FieldLocation.FRESH)) {
        for (Edit edit : candidate.edits()) {
          Edit.Put put = (Edit.Put) edit;
          if (put.value() == null) {
            values.remove(put.field());
          } else {
            values.put(put.field(), put.value());
          }
        }
        return true;
      }
    }
    return false;
  }

  Map<String, Object> complete(Section section, Map<String, Object> values) {
    Map<String, Object> complete = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.get(field.name());
      if (value == null && field.required()) {
        value =
            repairs
                .locate(section, FieldLocation.FRESH, field, null)
                .fillerBeside(alike(section, values, field), factBase.asOf());
        if (FieldLocation.isFiller(value) && ++thoughtUp > 1) {
          value = value + " " + thoughtUp;
        }
      }
      if (value != null) {
        complete.put(field.name(), value);
      }
    }
    return complete;
  }

  /** Values of a field in entries that are the same otherwise. */
  private List<@Nullable Object> alike(Section section, Map<String, Object> values, Field field) {
    List<@Nullable Object> alike = new ArrayList<>();
    for (Fact fact : entries(section)) {
      if (values.entrySet().stream().allMatch(e -> e.getValue().equals(fact.value(e.getKey())))) {
        alike.add(fact.value(field.name()));
      }
    }
    return alike;
  }

  static Fact fresh(Section section, Map<String, Object> values) {
    Map<String, Object> known = new LinkedHashMap<>();
    for (Field field : section.fields()) {
      Object value = values.getOrDefault(field.name(), field.defaultValue());
      if (value == null && !field.absentMeansNone()) {
        value =
            new Unknown(Unknown.need(section.name() + "." + field.name()), Unknown.ANYTHING, true);
      } else if (value == null && field.type() == FieldType.LIST) {
        value = List.of();
      }
      if (value != null) {
        known.put(field.name(), value);
      }
    }
    return new Fact(
        section.name() + ValueRepairs.FRESH, section.type(), known, Ternary.YES, new TreeSet<>());
  }

  /** Closes an open fact once its section is given, or covers it. */
  void close(Section section, Pattern pattern, Fact open, Reading reading) {
    if (!factBase.holds(section.name())) {
      moves.add(CandidateEdit.of(new Edit.Empty(section.name()), CandidateEdit.EMPTY));
    } else if (factBase.isPartial(section.name())) {
      moves.add(CandidateEdit.of(new Edit.Complete(section.name()), CandidateEdit.COMPLETE));
    }
    if (section.speaksFor() == null) {
      return;
    }
    Map<String, Object> wanted = synthesize(section, pattern, reading);
    if (wanted == null) {
      return;
    }
    Map<String, Object> passing = complete(section, wanted);
    Object speaker = open.value(section.speaksFor());
    if (speaker instanceof String) {
      passing.put(section.speaksFor(), speaker);
    } else if (speaker instanceof Unknown unknown && unknown.range() instanceof OneOf one) {
      silent(section, pattern, passing, one.options(), reading);
    }
    if (section.completeAtOne() != null) {
      BigDecimal rest =
          IntervalArithmetic.most(open.values().getOrDefault(section.completeAtOne(), 1));
      passing.put(section.completeAtOne(), rest == null ? BigDecimal.ONE : rest);
    }
    add(section, passing, 1);
    Fact fact = fresh(section, passing);
    Reading with = repairs.withBindings(pattern, fact, reading);
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        for (CandidateEdit candidate : repairs.of(test.expression(), false, fact, with)) {
          Map<String, Object> failing = new LinkedHashMap<>(passing);
          if (fill(List.of(candidate), failing)
              && failing.keySet().containsAll(required(section))) {
            add(section, failing, 1);
          }
        }
      }
    }
  }

  /**
   * Proposes for all speakers that a section lacks an entry each, in which one test of the pattern
   * fails.
   */
  private void silent(
      Section section,
      Pattern pattern,
      Map<String, Object> passing,
      List<@Nullable Object> options,
      Reading reading) {
    Fact fact = fresh(section, passing);
    Reading with = repairs.withBindings(pattern, fact, reading);
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        continue;
      }
      for (CandidateEdit candidate : repairs.of(test.expression(), false, fact, with)) {
        Map<String, Object> failing = new LinkedHashMap<>(passing);
        if (!fill(List.of(candidate), failing)
            || !Objects.equals(
                failing.get(section.speaksFor()), passing.get(section.speaksFor()))) {
          continue;
        }
        List<Edit> edits = new ArrayList<>();
        for (Object option : options) {
          if (option != null) {
            Map<String, Object> said = new LinkedHashMap<>(failing);
            said.put(Objects.requireNonNull(section.speaksFor()), option);
            edits.add(new Edit.Add(section.name(), said));
          }
        }
        double each = CandidateEdit.ADD + CandidateEdit.ADD_FIELD * failing.size();
        double further = CandidateEdit.ANOTHER_LIKE_IT * each * (edits.size() - 1);
        moves.add(new CandidateEdit(edits, each + further));
      }
    }
  }

  private static List<String> required(Section section) {
    return section.fields().stream().filter(Field::required).map(Field::name).toList();
  }
}
