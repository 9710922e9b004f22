package nestor.reasoning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nestor.reasoning.Unknown.OneOf;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Section;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Condition.Pattern;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/** The changes of single values that make a test hold, or stop it from holding. */
final class Fixes {
  /** Marks the key of a fact that stands for an entry which is being thought up. */
  static final String FRESH = "#fresh";

  private final Knowledge knowledge;
  private final Edits.Worked worked;

  Fixes(Knowledge knowledge, Edits.Worked worked) {
    this.knowledge = knowledge;
    this.worked = worked;
  }

  /**
   * What variables stand for while conditions are gone through.
   *
   * @param spots where the value of a variable was read
   * @param parts the values that a variable is the sum of
   */
  record Reading(Bindings bindings, Map<String, Spot> spots, Map<String, List<Spot>> parts) {}

  /** Where a field of a fact stands in the data; null for facts that are not entries. */
  @Nullable Spot spot(Fact fact, String field) {
    Section section = knowledge.rulebook().vocabulary().ofType(fact.type()).orElse(null);
    String which = fact.key().substring(fact.key().indexOf('#') + 1);
    boolean fresh = fact.key().endsWith(FRESH);
    if (section == null || (!fresh && !which.chars().allMatch(Character::isDigit))) {
      return null;
    }
    int entry = fresh ? Spot.FRESH : worked.number(section.name(), Integer.parseInt(which));
    return section.field(field).map(f -> spot(section, entry, f, fact.value(field))).orElse(null);
  }

  Spot spot(Section section, int entry, Field field, @Nullable Object now) {
    List<String> seen = seen(section, field);
    return new Spot(section, entry, field, now, seen, roles(field, seen));
  }

  /**
   * The roles that a field may name, those that it names elsewhere first; empty for other fields.
   */
  private List<String> roles(Field field, List<String> seen) {
    if (field.type() != FieldType.TEXT && field.type() != FieldType.LIST) {
      return List.of();
    }
    List<String> known = knowledge.roles();
    List<String> named = seen.stream().filter(known::contains).toList();
    if (named.isEmpty() && !knowledge.namesRoles(field)) {
      return List.of();
    }
    Set<String> roles = new LinkedHashSet<>(named);
    roles.addAll(known);
    return List.copyOf(roles);
  }

  /** The texts that a field has, those of most entries first. */
  private List<String> seen(Section section, Field field) {
    if (field.type() != FieldType.TEXT && field.type() != FieldType.LIST) {
      return List.of();
    }
    return knowledge.texts(section, field);
  }

  /** The reading after a fact is matched, or would be. */
  Reading bound(Pattern pattern, Fact fact, Reading reading) {
    Bindings bindings = reading.bindings();
    Map<String, Spot> spots = new HashMap<>(reading.spots());
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() != null) {
        bindings =
            bindings.with(
                test.binding(), knowledge.evaluation().value(test.expression(), fact, bindings));
        if (test.expression() instanceof Expression.FieldOf field) {
          Spot spot = spot(fact, field.field());
          if (spot != null) {
            spots.put(test.binding(), spot);
          }
        }
      }
    }
    if (pattern.binding() != null) {
      bindings = bindings.with(pattern.binding(), fact);
    }
    return new Reading(bindings, spots, reading.parts());
  }

  /** The tests of a pattern that do not surely hold for a fact. */
  List<Expression> failing(Pattern pattern, Fact fact, Reading with) {
    List<Expression> failing = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null
          && !knowledge.evaluation().truth(test.expression(), fact, with.bindings()).isYes()) {
        failing.add(test.expression());
      }
    }
    return failing;
  }

  /** The alternatives by which a test comes to hold, or not to. */
  List<Move> of(Expression test, boolean wanted, @Nullable Object subject, Reading reading) {
    List<Move> moves = new ArrayList<>();
    if (test instanceof Expression.Both both) {
      if (wanted) {
        together(both.left(), both.right(), true, subject, reading, moves);
      } else {
        moves.addAll(of(both.left(), false, subject, reading));
        moves.addAll(of(both.right(), false, subject, reading));
      }
    } else if (test instanceof Expression.Either either) {
      if (wanted) {
        moves.addAll(of(either.left(), true, subject, reading));
        moves.addAll(of(either.right(), true, subject, reading));
      } else {
        together(either.left(), either.right(), false, subject, reading, moves);
      }
    } else if (test instanceof Expression.Comparison comparison) {
      Comparator operator = wanted ? comparison.operator() : opposite(comparison.operator());
      compare(operator, comparison.left(), comparison.right(), subject, reading, moves);
      Comparator mirrored = mirrored(operator);
      if (mirrored != null) {
        compare(mirrored, comparison.right(), comparison.left(), subject, reading, moves);
      }
    } else if (test instanceof Expression.Membership membership) {
      member(membership, wanted != membership.negated(), subject, reading, moves);
    }
    return moves;
  }

  private void together(
      Expression left,
      Expression right,
      boolean wanted,
      @Nullable Object subject,
      Reading reading,
      List<Move> moves) {
    boolean leftIs = is(left, wanted, subject, reading);
    boolean rightIs = is(right, wanted, subject, reading);
    if (leftIs || rightIs) {
      moves.addAll(of(leftIs ? right : left, wanted, subject, reading));
      return;
    }
    for (Move one : of(left, wanted, subject, reading)) {
      for (Move other : of(right, wanted, subject, reading)) {
        moves.add(one.and(other));
      }
    }
  }

  private boolean is(Expression test, boolean wanted, @Nullable Object subject, Reading reading) {
    Truth truth = knowledge.evaluation().truth(test, subject, reading.bindings());
    return wanted ? truth.isYes() : truth.isNo();
  }

  private void compare(
      Comparator operator,
      Expression side,
      Expression otherSide,
      @Nullable Object subject,
      Reading reading,
      List<Move> moves) {
    Object other = knowledge.evaluation().value(otherSide, subject, reading.bindings());
    if (side instanceof Expression.Size size) {
      Spot list = spot(size.list(), subject, reading);
      if (list != null) {
        moves.add(list.put(list.longer(knowledge.asOf()), knowledge.asOf()));
        moves.add(list.put(List.of(), knowledge.asOf()));
      }
      return;
    }
    for (Object option : options(other)) {
      Spot spot = spot(side, subject, reading);
      if (spot != null) {
        for (Object value : spot.values(operator, option, knowledge.asOf())) {
          boolean limit = operator.orders() && !(otherSide instanceof Expression.Literal);
          if (!Objects.equals(value, spot.now())) {
            Move move = spot.put(value, knowledge.asOf());
            moves.add(limit ? new Move(move.edits(), move.cost() + Move.TO_A_LIMIT) : move);
          }
        }
      }
      if (side instanceof Expression.Variable variable && option instanceof Number) {
        parts(variable, operator, option, reading, moves);
      }
    }
  }

  /** Of what is a sum, each part can make up the whole difference. */
  private void parts(
      Expression.Variable variable,
      Comparator operator,
      Object option,
      Reading reading,
      List<Move> moves) {
    Object sum = reading.bindings().get(variable.name());
    for (Spot part : reading.parts().getOrDefault(variable.name(), List.of())) {
      if (sum instanceof Number && part.now() instanceof Number) {
        for (Object wanted : part.values(operator, option, knowledge.asOf())) {
          if (wanted instanceof Number) {
            Object value =
                part.typed(
                    Comparisons.number(part.now())
                        .add(Comparisons.number(wanted))
                        .subtract(Comparisons.number(sum)));
            if (part.values(Comparator.EQUAL, value, knowledge.asOf()).contains(value)) {
              Section section = part.section();
              if (part.field().name().equals(section.completeAtOne())) {
                balanced(part, value, reading.parts().getOrDefault(variable.name(), List.of()))
                    .ifPresent(moves::add);
              } else {
                put(part, value, moves);
              }
            }
          }
        }
      }
    }
  }

  /** Where shares add up to 1, what one share gains another loses. */
  private Optional<Move> balanced(Spot part, Object value, List<Spot> parts) {
    Section section = part.section();
    BigDecimal less = Comparisons.number(part.now()).subtract(Comparisons.number(value));
    Fact own = null;
    for (Fact fact : knowledge.facts(section.type())) {
      Spot spot = spot(fact, part.field().name());
      own = spot != null && spot.entry() == part.entry() ? fact : own;
    }
    String speaker = section.speaksFor();
    if (own == null || speaker == null || less.signum() == 0) {
      return Optional.empty();
    }
    Spot largest = null;
    for (Fact fact : knowledge.facts(section.type())) {
      Spot spot = spot(fact, part.field().name());
      if (spot != null
          && Objects.equals(fact.value(speaker), own.value(speaker))
          && spot.now() instanceof Number
          && parts.stream().noneMatch(p -> p.entry() == spot.entry())
          && (largest == null
              || Comparisons.number(spot.now()).compareTo(Comparisons.number(largest.now())) > 0)) {
        largest = spot;
      }
    }
    if (largest == null) {
      return Optional.empty();
    }
    Object rest = largest.typed(Comparisons.number(largest.now()).add(less));
    return largest.values(Comparator.EQUAL, rest, knowledge.asOf()).contains(rest)
        ? Optional.of(part.put(value, knowledge.asOf()).and(largest.put(rest, knowledge.asOf())))
        : Optional.empty();
  }

  private void member(
      Expression.Membership membership,
      boolean in,
      @Nullable Object subject,
      Reading reading,
      List<Move> moves) {
    Spot spot = spot(membership.value(), subject, reading);
    if (spot == null) {
      return;
    }
    Set<@Nullable Object> options = new LinkedHashSet<>();
    for (Expression option : membership.options()) {
      options.add(knowledge.evaluation().value(option, subject, reading.bindings()));
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (in) {
      options.forEach(
          option -> values.addAll(spot.values(Comparator.EQUAL, option, knowledge.asOf())));
    } else {
      spot.anyBut(options, knowledge.asOf(), values);
    }
    values.forEach(value -> put(spot, value, moves));
  }

  private void put(Spot spot, @Nullable Object value, List<Move> moves) {
    if (!Objects.equals(value, spot.now())) {
      moves.add(spot.put(value, knowledge.asOf()));
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

  /** Where the value of an expression was read, if it was read in the data. */
  @Nullable Spot spot(Expression side, @Nullable Object subject, Reading reading) {
    if (side instanceof Expression.FieldOf field && subject instanceof Fact fact) {
      return spot(fact, field.field());
    }
    if (side instanceof Expression.Variable variable) {
      return reading.spots().get(variable.name());
    }
    return side instanceof Expression.VariableField member
            && reading.bindings().get(member.variable()) instanceof Fact fact
        ? spot(fact, member.field())
        : null;
  }

  private static Comparator opposite(Comparator operator) {
    return switch (operator) {
      case EQUAL, STARTS_WITH -> Comparator.NOT_EQUAL;
      case NOT_EQUAL -> Comparator.EQUAL;
      case LESS -> Comparator.AT_LEAST;
      case AT_MOST -> Comparator.GREATER;
      case GREATER -> Comparator.AT_MOST;
      case AT_LEAST -> Comparator.LESS;
      case CONTAINS -> Comparator.NOT_CONTAINS;
      case NOT_CONTAINS -> Comparator.CONTAINS;
      case MEMBER_OF -> Comparator.NOT_MEMBER_OF;
      case NOT_MEMBER_OF -> Comparator.MEMBER_OF;
    };
  }

  private static @Nullable Comparator mirrored(Comparator operator) {
    return switch (operator) {
      case EQUAL -> Comparator.EQUAL;
      case NOT_EQUAL -> Comparator.NOT_EQUAL;
      case LESS -> Comparator.GREATER;
      case AT_MOST -> Comparator.AT_LEAST;
      case GREATER -> Comparator.LESS;
      case AT_LEAST -> Comparator.AT_MOST;
      case MEMBER_OF -> Comparator.CONTAINS;
      case NOT_MEMBER_OF -> Comparator.NOT_CONTAINS;
      case CONTAINS -> Comparator.MEMBER_OF;
      case NOT_CONTAINS -> Comparator.NOT_MEMBER_OF;
      case STARTS_WITH -> null;
    };
  }
}
