package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.engine.counterfactual.PartialMatches.PartialMatch;
import nestor.engine.counterfactual.PartialMatches.Step;
import nestor.engine.counterfactual.ValueRepairs.Reading;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.ternary.Ternary;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Generator of changes that may make conditions hold, or stop them from holding, read off the
 * conditions and what is known. It decides no answer; {@link CounterfactualSearch} tries the
 * changes.
 */
final class CandidateEdits {
  private static final int MOST_FAILING_TESTS = 4;
  private static final int MOST_BROKEN = 12;
  private static final int MOST_ADDED = 8;
  private static final int MOST_CANDIDATES = 120;

  private final FactBase factBase;
  private final DossierEditor.EditedDossier editedDossier;
  private final ValueRepairs repairs;
  private final EntrySynthesis synthesis;
  private final DerivationInliner derivationInliner;
  private final PartialMatches partialMatches;
  private final List<CandidateEdit> candidates = new ArrayList<>();

  CandidateEdits(FactBase factBase, DossierEditor.EditedDossier editedDossier) {
    this.factBase = factBase;
    this.editedDossier = editedDossier;
    this.repairs = new ValueRepairs(factBase, editedDossier);
    this.synthesis = new EntrySynthesis(factBase, editedDossier, repairs, candidates);
    this.derivationInliner = new DerivationInliner(factBase.rulebook());
    this.partialMatches = new PartialMatches(factBase, repairs, derivationInliner);
  }

  /** Edits with which the conditions may be satisfied. */
  List<CandidateEdit> satisfy(List<Condition> variant) {
    partialMatches.restart();
    candidates.clear();
    satisfy(variant, 0, PartialMatch.NONE);
    return List.copyOf(candidates);
  }

  /** Edits with which the ways to satisfy the conditions, sure or possible, may be lost. */
  List<CandidateEdit> violate(List<Condition> variant) {
    partialMatches.restart();
    candidates.clear();
    partialMatches.every(variant, PartialMatch.NONE, this::breakMatch);
    return List.copyOf(candidates);
  }

  private void satisfy(List<Condition> conditions, int at, PartialMatch match) {
    if (at == conditions.size() || partialMatches.isExhausted() || areMany()) {
      return;
    }
    Condition condition = conditions.get(at);
    Reading reading = match.reading();
    condition.asPattern().ifPresent(pattern -> addElements(pattern, reading));
    List<PartialMatch> held = partialMatches.next(condition, match, Ternary::isYes);
    held.forEach(next -> satisfy(conditions, at + 1, next));
    condition.visit(
        pattern -> {
          if (pattern.from() == null) {
            repairNearMatches(pattern, reading);
            addMatching(conditions, at, pattern, reading);
          }
        },
        not -> {
          if (held.isEmpty()) {
            partialMatches.every(not.of(), PartialMatch.startingAt(reading), this::breakMatch);
          }
        },
        exists -> {
          if (held.isEmpty()) {
            satisfy(exists.of(), 0, match);
          }
        },
        accumulate -> {
          if (held.isEmpty()) {
            satisfyAggregate(accumulate, match);
          }
        });
  }

  /** Whether a section lists those of whom others speak. */
  private boolean isSpokenOf(Section section) {
    return factBase.rulebook().vocabulary().sections().stream()
        .anyMatch(other -> section.type().equals(other.among()));
  }

  /** Whether there are enough candidates; the same one counts once. */
  private boolean areMany() {
    if (candidates.size() <= MOST_CANDIDATES) {
      return false;
    }
    Set<CandidateEdit> distinct = new LinkedHashSet<>(candidates);
    candidates.clear();
    candidates.addAll(distinct);
    return distinct.size() > MOST_CANDIDATES;
  }

  private void satisfyAggregate(Accumulate accumulate, PartialMatch match) {
    changeResult(accumulate, match, true);
    // What was counted before may be what its tests compare with.
    for (Step step : match.steps()) {
      step.condition()
          .visit(
              pattern -> {},
              not -> {},
              exists -> {},
              before -> changeCounted(before.over(), step.reading(), false));
    }
  }

  /** Adds edits of entries that fail few tests. */
  private void repairNearMatches(Pattern pattern, Reading reading) {
    for (Fact fact : factBase.facts(pattern.type())) {
      if (partialMatches.isExhausted()) {
        return;
      }
      if (fact.isOpen()) {
        continue;
      }
      Reading with = repairs.withBindings(pattern, fact, reading);
      List<Expression> failing = repairs.failing(pattern, fact, with);
      if (!failing.isEmpty() && failing.size() <= MOST_FAILING_TESTS) {
        repairAll(failing, fact, with);
      }
    }
  }

  private void repairAll(List<Expression> failing, @Nullable Object subject, Reading reading) {
    if (failing.size() == 1) {
      candidates.addAll(repairs.of(failing.get(0), true, subject, reading));
      return;
    }
    CandidateEdit all = new CandidateEdit(List.of(), 0);
    for (Expression test : failing) {
      CandidateEdit cheapest = null;
      for (CandidateEdit candidate : repairs.of(test, true, subject, reading)) {
        cheapest = cheapest == null || candidate.cost() < cheapest.cost() ? candidate : cheapest;
      }
      if (cheapest == null) {
        return;
      }
      all = all.and(cheapest);
    }
    candidates.add(all);
  }

  /** Adds an entry that passes all tests. */
  private void addMatching(List<Condition> conditions, int at, Pattern pattern, Reading reading) {
    if (pattern.type().equals(BuiltInTypes.GIVEN)) {
      giveSection(pattern);
      return;
    }
    Section section = factBase.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section == null || (section.single() && !synthesis.entries(section).isEmpty())) {
      return;
    }
    Map<String, Object> wanted = synthesis.synthesize(section, pattern, reading);
    if (wanted != null) {
      synthesis.join(
          conditions.subList(at + 1, conditions.size()), pattern, section, wanted, reading);
      synthesis.add(section, synthesis.complete(section, wanted), 1);
    }
  }

  private void giveSection(Pattern pattern) {
    for (Condition.Test test : pattern.tests()) {
      if (test.expression() instanceof Expression.Comparison comparison
          && comparison.right() instanceof Expression.Literal literal
          && literal.value() instanceof String section
          && !factBase.holds(section)) {
        candidates.add(CandidateEdit.of(new Edit.Empty(section), CandidateEdit.EMPTY));
      }
    }
  }

  private void addElements(Pattern pattern, Reading reading) {
    FieldLocation list =
        pattern.from() == null ? null : repairs.locate(pattern.from(), null, reading);
    if (list == null) {
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      for (String element : test.expression().accept(new WantedElements(reading))) {
        if (!list.list().contains(element)) {
          List<String> more = new ArrayList<>(list.list());
          more.add(element);
          candidates.add(list.put(more, factBase.asOf()));
        }
      }
    }
  }

  /** Elements for which a test of {@code this} may hold. */
  private static final class WantedElements implements Expression.TestVisitor<List<String>> {
    private final Reading reading;

    WantedElements(Reading reading) {
      this.reading = reading;
    }

    @Override
    public List<String> visitComparison(Expression.Comparison comparison) {
      Object value = CompiledExpressions.value(comparison.right(), null, reading.bindings());
      if (!(value instanceof String text)) {
        return List.of();
      }
      return List.of(comparison.operator() == Expression.Comparator.NOT_EQUAL ? "other" : text);
    }

    @Override
    public List<String> visitMembership(Expression.Membership membership) {
      List<String> elements = new ArrayList<>();
      for (Expression option : membership.options()) {
        if (option instanceof Expression.Literal literal) {
          elements.add(membership.negated() ? "other" : String.valueOf(literal.value()));
        }
      }
      return elements;
    }

    @Override
    public List<String> visitAnd(Expression.And and) {
      return List.of();
    }

    @Override
    public List<String> visitOr(Expression.Or or) {
      return List.of();
    }

    @Override
    public List<String> visitValue(Expression value) {
      return List.of();
    }
  }

  /** Changes what an aggregate comes to: by what is counted, or by the values that are added up. */
  private void changeResult(Accumulate accumulate, PartialMatch match, boolean wanted) {
    Reading reading = match.reading();
    if (accumulate.over().isEmpty()) {
      List<Expression> failing = new ArrayList<>();
      for (Expression test : accumulate.tests()) {
        if (!wanted) {
          candidates.addAll(repairs.of(test, false, null, reading));
        } else if (!CompiledExpressions.truth(test, null, reading.bindings()).isYes()) {
          failing.add(test);
        }
      }
      if (!failing.isEmpty()) {
        repairAll(failing, null, reading);
      }
      return;
    }
    Reading counted = partialMatches.counted(accumulate, reading);
    if (counted != null) {
      for (Expression test : accumulate.tests()) {
        if (!wanted || !CompiledExpressions.truth(test, null, counted.bindings()).isYes()) {
          candidates.addAll(repairs.of(test, wanted, null, counted));
        }
      }
    }
    changeCounted(accumulate.over(), reading, true);
  }

  /** Adds to what is counted, one or several at once, and takes from it. */
  private void changeCounted(List<Condition> counted, Reading reading, boolean several) {
    for (List<Condition> over : derivationInliner.of(counted)) {
      int before = candidates.size();
      // Only what is counted is to change, not what was matched on the way here.
      PartialMatch inside = PartialMatch.startingAt(reading);
      satisfy(over, 0, inside);
      if (several) {
        repeatAdditions(before);
      }
      int[] seen = {0};
      partialMatches.every(
          over,
          inside,
          found -> {
            breakMatch(found);
            return ++seen[0] >= MOST_BROKEN;
          });
    }
  }

  /** Tries several entries where one more helps and is not enough. */
  private void repeatAdditions(int from) {
    int to = candidates.size();
    for (int i = from; i < to; i++) {
      CandidateEdit candidate = candidates.get(i);
      if (candidate.edits().size() == 1 && candidate.edits().get(0) instanceof Edit.Add add) {
        Section section = factBase.rulebook().vocabulary().section(add.section()).orElseThrow();
        for (int times = 2; times <= MOST_ADDED; times++) {
          synthesis.add(section, add.values(), times);
        }
      }
    }
  }

  /** Adds edits with which a way to satisfy conditions is lost. */
  private boolean breakMatch(PartialMatch found) {
    for (Step step : found.steps()) {
      PartialMatch before = PartialMatch.startingAt(step.reading());
      step.condition()
          .visit(
              pattern -> breakPattern(pattern, step),
              not -> satisfy(not.of(), 0, before),
              exists -> partialMatches.every(exists.of(), before, this::breakMatch),
              accumulate -> changeResult(accumulate, before, false));
    }
    return true;
  }

  private void breakPattern(Pattern pattern, Step step) {
    Reading reading = step.reading();
    if (pattern.from() != null) {
      FieldLocation list = repairs.locate(pattern.from(), null, reading);
      if (list != null) {
        List<String> less = new ArrayList<>(list.list());
        less.removeIf(element -> element.equals(step.matched()));
        candidates.add(list.put(less, factBase.asOf()));
      }
      return;
    }
    if (!(step.matched() instanceof Fact fact)) {
      return;
    }
    Section section = factBase.rulebook().vocabulary().ofType(pattern.type()).orElse(null);
    if (section != null && fact.isOpen()) {
      synthesis.close(section, pattern, fact, reading);
      return;
    }
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        candidates.addAll(repairs.of(test.expression(), false, fact, reading));
      }
    }
    if (section != null && !section.name().equals(OrganisationSection.ORGANISATION)) {
      candidates.add(
          CandidateEdit.of(
              section.single()
                  ? new Edit.Empty(section.name())
                  : new Edit.Remove(
                      section.name(), editedDossier.editNumber(section.name(), fact.entry())),
              isSpokenOf(section) ? CandidateEdit.DISMISS : CandidateEdit.REMOVE));
      int entries = synthesis.entries(section).size();
      if (entries > 1) {
        candidates.add(
            CandidateEdit.of(
                new Edit.Empty(section.name()),
                2 * CandidateEdit.REMOVE + CandidateEdit.ANOTHER_GONE * entries));
      }
    }
  }
}
