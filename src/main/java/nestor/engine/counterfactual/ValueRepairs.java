package nestor.engine.counterfactual;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.CompiledExpressions;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.ternary.Comparisons;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.engine.ternary.Unknown.OneOf;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Generator of changes to single values that make a test hold, or stop it from holding. For entries
 * that have to be added use {@link EntrySynthesis}.
 */
final class ValueRepairs {
  /** Marks the key of a fact that stands for an entry which is being thought up. */
  static final String FRESH = "#fresh";

  private final FactBase factBase;
  private final DossierEditor.EditedDossier editedDossier;

  ValueRepairs(FactBase factBase, DossierEditor.EditedDossier editedDossier) {
    this.factBase = factBase;
    this.editedDossier = editedDossier;
  }

  /**
   * Values of variables while conditions are gone through.
   *
   * @param locations where the value of a variable was read
   * @param summands the values that a variable is the sum of
   */
  record Reading(
      Bindings bindings,
      Map<String, FieldLocation> locations,
      Map<String, List<FieldLocation>> summands) {}

  /** Location of a fact's field in the data; null for facts that are not entries. */
  @Nullable FieldLocation locate(Fact fact, String field) {
    Section section = factBase.rulebook().vocabulary().ofType(fact.type()).orElse(null);
    boolean fresh = fact.key().endsWith(FRESH);
    if (section == null || (!fresh && fact.entry() < 0)) {
      return null;
    }
    int entry =
        fresh ? FieldLocation.FRESH : editedDossier.editNumber(section.name(), fact.entry());
    return section.field(field).map(f -> locate(section, entry, f, fact.value(field))).orElse(null);
  }

  FieldLocation locate(Section section, int entry, Field field, @Nullable Object now) {
    List<String> seen = valuesInUse(section, field);
    return new FieldLocation(section, entry, field, now, seen, roles(field, seen));
  }

  /**
   * The roles that a field may name, those that it names elsewhere first; empty for other fields.
   */
  private List<String> roles(Field field, List<String> seen) {
    if (field.type() != FieldType.TEXT && field.type() != FieldType.LIST) {
      return List.of();
    }
    List<String> known = factBase.roles();
    List<String> named = seen.stream().filter(known::contains).toList();
    if (named.isEmpty() && !factBase.namesRoles(field)) {
      return List.of();
    }
    Set<String> roles = new LinkedHashSet<>(named);
    roles.addAll(known);
    return List.copyOf(roles);
  }

  /** The texts that a field has, those of most entries first. */
  private List<String> valuesInUse(Section section, Field field) {
    if (field.type() != FieldType.TEXT && field.type() != FieldType.LIST) {
      return List.of();
    }
    return factBase.texts(section, field);
  }

  /** The reading after a fact is matched, or would be. */
  Reading withBindings(Pattern pattern, Fact fact, Reading reading) {
    Bindings bindings = reading.bindings();
    Map<String, FieldLocation> spots = new HashMap<>(reading.locations());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(
                test.binding(), CompiledExpressions.value(test.expression(), fact, bindings));
        if (test.expression() instanceof Expression.FieldOf field) {
          FieldLocation location = locate(fact, field.field());
          if (location != null) {
            spots.put(test.binding(), location);
          }
        }
      }
    }
    if (pattern.binding() != null) {
      bindings = bindings.with(pattern.binding(), fact);
    }
    return new Reading(bindings, spots, reading.summands());
  }

  /** The tests of a pattern that do not surely hold for a fact. */
  List<Expression> failing(Pattern pattern, Fact fact, Reading with) {
    List<Expression> failing = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && !CompiledExpressions.truth(test.expression(), fact, with.bindings()).isYes()) {
        failing.add(test.expression());
      }
    }
    return failing;
  }

  /** The alternatives by which a test comes to hold, or not to. */
  List<CandidateEdit> of(
      Expression test, boolean wanted, @Nullable Object subject, Reading reading) {
    return test.accept(new Repair(wanted, subject, reading));
  }

  /** The alternatives by which tests come to hold, or not to. */
  private final class Repair implements Expression.TestVisitor<List<CandidateEdit>> {
    private final boolean wanted;
    private final @Nullable Object subject;
    private final Reading reading;

    Repair(boolean wanted, @Nullable Object subject, Reading reading) {
      this.wanted = wanted;
      this.subject = subject;
      this.reading = reading;
    }

    @Override
    public List<CandidateEdit> visitAnd(Expression.And and) {
      return wanted ? both(and.left(), and.right()) : either(and.left(), and.right());
    }

    @Override
    public List<CandidateEdit> visitOr(Expression.Or or) {
      return wanted ? either(or.left(), or.right()) : both(or.left(), or.right());
    }

    @Override
    public List<CandidateEdit> visitComparison(Expression.Comparison comparison) {
      Comparator operator =
          wanted
              ? comparison.operator()
              : comparison.operator().opposite().orElse(Comparator.NOT_EQUAL);
      List<CandidateEdit> moves = new ArrayList<>();
      repairComparison(operator, comparison.left(), comparison.right(), subject, reading, moves);
      operator
          .mirrored()
          .ifPresent(
              mirrored ->
                  repairComparison(
                      mirrored, comparison.right(), comparison.left(), subject, reading, moves));
      return moves;
    }

    @Override
    public List<CandidateEdit> visitMembership(Expression.Membership membership) {
      List<CandidateEdit> moves = new ArrayList<>();
      repairMembership(membership, wanted != membership.negated(), subject, reading, moves);
      return moves;
    }

    @Override
    public List<CandidateEdit> visitValue(Expression value) {
      return List.of();
    }

    private List<CandidateEdit> either(Expression left, Expression right) {
      List<CandidateEdit> moves = new ArrayList<>(left.accept(this));
      moves.addAll(right.accept(this));
      return moves;
    }

    private List<CandidateEdit> both(Expression left, Expression right) {
      boolean leftIs = isAsWanted(left);
      if (leftIs || isAsWanted(right)) {
        return (leftIs ? right : left).accept(this);
      }
      List<CandidateEdit> moves = new ArrayList<>();
      for (CandidateEdit one : left.accept(this)) {
        for (CandidateEdit other : right.accept(this)) {
          moves.add(one.and(other));
        }
      }
      return moves;
    }

    private boolean isAsWanted(Expression test) {
      Ternary ternary = CompiledExpressions.truth(test, subject, reading.bindings());
      return wanted ? ternary.isYes() : ternary.isNo();
    }
  }

  private void repairComparison(
      Comparator operator,
      Expression side,
      Expression otherSide,
      @Nullable Object subject,
      Reading reading,
      List<CandidateEdit> moves) {
    Object other = CompiledExpressions.value(otherSide, subject, reading.bindings());
    if (side instanceof Expression.Size size) {
      FieldLocation list = locate(size.list(), subject, reading);
      if (list != null) {
        moves.add(list.put(list.longer(), factBase.asOf()));
        moves.add(list.put(List.of(), factBase.asOf()));
      }
      return;
    }
    for (Object option : options(other)) {
      FieldLocation location = locate(side, subject, reading);
      if (location != null) {
        for (Object value : location.values(operator, option, factBase.asOf())) {
          boolean limit = operator.orders() && !(otherSide instanceof Expression.Literal);
          if (!Objects.equals(value, location.now())) {
            CandidateEdit candidate = location.put(value, factBase.asOf());
            moves.add(
                limit
                    ? new CandidateEdit(
                        candidate.edits(), candidate.cost() + CandidateEdit.TO_A_LIMIT)
                    : candidate);
          }
        }
      }
      String variable = ValueSource.variableOf(side).orElse(null);
      if (variable != null && option instanceof Number) {
        repairSummands(variable, operator, option, reading, moves);
      }
    }
  }

  /** Adds edits of each part of a sum that make up the whole difference. */
  private void repairSummands(
      String variable,
      Comparator operator,
      Object option,
      Reading reading,
      List<CandidateEdit> moves) {
    Object sum = reading.bindings().get(variable);
    for (FieldLocation part : reading.summands().getOrDefault(variable, List.of())) {
      if (sum instanceof Number && part.now() instanceof Number) {
        for (Object wanted : part.values(operator, option, factBase.asOf())) {
          if (wanted instanceof Number) {
            Object value =
                part.typed(
                    Comparisons.number(part.now())
                        .add(Comparisons.number(wanted))
                        .subtract(Comparisons.number(sum)));
            if (part.values(Comparator.EQUAL, value, factBase.asOf()).contains(value)) {
              Section section = part.section();
              if (part.field().name().equals(section.completeAtOne())) {
                withCompensation(part, value, reading.summands().getOrDefault(variable, List.of()))
                    .ifPresent(moves::add);
              } else {
                addEdit(part, value, moves);
              }
            }
          }
        }
      }
    }
  }

  /** Takes from another share what one gains, where shares add up to 1. */
  private Optional<CandidateEdit> withCompensation(
      FieldLocation part, Object value, List<FieldLocation> parts) {
    Section section = part.section();
    BigDecimal less = Comparisons.number(part.now()).subtract(Comparisons.number(value));
    Fact own = null;
    for (Fact fact : factBase.facts(section.type())) {
      FieldLocation location = locate(fact, part.field().name());
      own = location != null && location.entry() == part.entry() ? fact : own;
    }
    String speaker = section.speaksFor();
    if (own == null || speaker == null || less.signum() == 0) {
      return Optional.empty();
    }
    FieldLocation largest = null;
    for (Fact fact : factBase.facts(section.type())) {
      FieldLocation location = locate(fact, part.field().name());
      if (location != null
          && Objects.equals(fact.value(speaker), own.value(speaker))
          && location.now() instanceof Number
          && parts.stream().noneMatch(p -> p.entry() == location.entry())
          && (largest == null
              || Comparisons.number(location.now()).compareTo(Comparisons.number(largest.now()))
                  > 0)) {
        largest = location;
      }
    }
    if (largest == null) {
      return Optional.empty();
    }
    Object rest = largest.typed(Comparisons.number(largest.now()).add(less));
    return largest.values(Comparator.EQUAL, rest, factBase.asOf()).contains(rest)
        ? Optional.of(part.put(value, factBase.asOf()).and(largest.put(rest, factBase.asOf())))
        : Optional.empty();
  }

  private void repairMembership(
      Expression.Membership membership,
      boolean in,
      @Nullable Object subject,
      Reading reading,
      List<CandidateEdit> moves) {
    FieldLocation location = locate(membership.value(), subject, reading);
    if (location == null) {
      return;
    }
    Set<@Nullable Object> options = new LinkedHashSet<>();
    for (Expression option : membership.options()) {
      options.add(CompiledExpressions.value(option, subject, reading.bindings()));
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (in) {
      options.forEach(
          option -> values.addAll(location.values(Comparator.EQUAL, option, factBase.asOf())));
    } else {
      location.anyBut(options, factBase.asOf(), values);
    }
    values.forEach(value -> addEdit(location, value, moves));
  }

  private void addEdit(FieldLocation location, @Nullable Object value, List<CandidateEdit> moves) {
    if (!Objects.equals(value, location.now())) {
      moves.add(location.put(value, factBase.asOf()));
    }
  }

  /** The values that something can have, where it is one of several. */
  private static List<@Nullable Object> options(@Nullable Object value) {
    List<@Nullable Object> options = new ArrayList<>();
    if (value instanceof Unknown unknown) {
      if (unknown.range() instanceof OneOf one) {
        options.addAll(one.options());
      }
    } else {
      options.add(value instanceof Fact fact ? fact.key() : value);
    }
    return options;
  }

  /**
   * Location from which the value of an expression was read; null where it is not from the data.
   */
  @Nullable FieldLocation locate(Expression side, @Nullable Object subject, Reading reading) {
    ValueSource source = ValueSource.of(side).orElse(null);
    if (source == null) {
      return null;
    }
    if (source.field() == null) {
      return reading.locations().get(source.variable());
    }
    Object holder = source.variable() == null ? subject : reading.bindings().get(source.variable());
    return holder instanceof Fact fact ? locate(fact, source.field()) : null;
  }
}
