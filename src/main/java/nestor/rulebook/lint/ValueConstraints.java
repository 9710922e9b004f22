package nestor.rulebook.lint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.syntax.Expression.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Constraint solver for tests of one value: whether they can hold together. Tests of several values
 * are put together in {@link TestGroup}.
 */
final class ValueConstraints {
  private static final int LESS = 1;
  private static final int EQUAL = 2;
  private static final int GREATER = 4;
  private static final int ANY = LESS | EQUAL | GREATER;

  private final String subject;
  private final List<Atom> atoms;
  private final @Nullable Field field;
  private final @Nullable Set<String> values;
  private final boolean whole;

  ValueConstraints(
      String subject, List<Atom> atoms, @Nullable Field field, @Nullable Set<String> values) {
    this(subject, atoms, field, values, field != null && field.type() == FieldType.COUNT);
  }

  /**
   * @param whole whether the value is a whole number
   */
  ValueConstraints(
      String subject,
      List<Atom> atoms,
      @Nullable Field field,
      @Nullable Set<String> values,
      boolean whole) {
    this.subject = subject;
    this.atoms = atoms;
    this.field = field;
    this.values = values;
    this.whole = whole;
  }

  /** Whether every entry has the field, because it must or because something is taken instead. */
  static boolean alwaysThere(Field field) {
    return field.required() || field.defaultValue() != null;
  }

  private static boolean isNumber(Field field) {
    return field.type() == FieldType.COUNT || field.type() == FieldType.NUMBER;
  }

  Optional<Contradiction> contradiction() {
    return missing().or(this::sameOperand).or(this::texts).or(this::lists).or(this::bounds);
  }

  private static Contradiction two(Atom a, Atom b) {
    return Contradiction.of(
        b,
        b.written() + " never holds together with " + a.written(),
        "correct one of the two, or make them two cases of the rule");
  }

  private static boolean asksForNone(Atom atom) {
    return atom.operator() == Comparator.EQUAL && !atom.in() && atom.operand().isNull();
  }

  private Optional<Contradiction> missing() {
    Optional<Atom> none = atoms.stream().filter(ValueConstraints::asksForNone).findFirst();
    if (none.isEmpty()) {
      return Optional.empty();
    }
    if (field != null && alwaysThere(field)) {
      return Optional.of(Contradiction.toldAlready(none.get()));
    }
    return atoms.stream().filter(Atom::needsValue).findFirst().map(a -> ordered(none.get(), a));
  }

  private Contradiction ordered(Atom a, Atom b) {
    return atoms.indexOf(a) < atoms.indexOf(b) ? two(a, b) : two(b, a);
  }

  private static int relation(Comparator operator) {
    return switch (operator) {
      case EQUAL -> EQUAL;
      case NOT_EQUAL -> LESS | GREATER;
      case LESS -> LESS;
      case AT_MOST -> LESS | EQUAL;
      case GREATER -> GREATER;
      case AT_LEAST -> GREATER | EQUAL;
      default -> ANY;
    };
  }

  private Optional<Contradiction> sameOperand() {
    for (int i = 0; i < atoms.size(); i++) {
      for (int j = i + 1; j < atoms.size(); j++) {
        Atom a = atoms.get(i);
        Atom b = atoms.get(j);
        if (!a.in()
            && !b.in()
            && a.operand().text().equals(b.operand().text())
            && (relation(a.operator()) & relation(b.operator())) == 0) {
          return Optional.of(two(a, b));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Contradiction> texts() {
    Set<Object> allowed = null;
    boolean there = atoms.stream().anyMatch(Atom::needsValue);
    if (field != null && there && field.type() == FieldType.YES_NO) {
      allowed = new LinkedHashSet<>(List.of(true, false));
    } else if (values != null && there) {
      allowed = new LinkedHashSet<>(values);
    }
    Atom last = null;
    for (Atom atom : atoms) {
      if (!(atom.operator() == Comparator.EQUAL || atom.operator() == Comparator.NOT_EQUAL)
          || atom.operands().stream().anyMatch(o -> !o.isLiteral())
          || atom.operands().stream().anyMatch(o -> o.literal() instanceof BigDecimal)) {
        continue;
      }
      Set<Object> named = new LinkedHashSet<>();
      for (Operand operand : atom.operands()) {
        Object literal = operand.literal();
        if (literal != null) {
          named.add(literal);
        }
      }
      boolean unknown =
          named.stream()
              .anyMatch(n -> values != null && n instanceof String && !values.contains(n));
      if (atom.operator() == Comparator.EQUAL && !asksForNone(atom)) {
        if (unknown && named.size() == 1) {
          return Optional.of(Contradiction.toldAlready(atom));
        }
        if (allowed == null) {
          allowed = new LinkedHashSet<>(named);
        } else {
          allowed.retainAll(named);
        }
      } else if (allowed != null && atom.operator() == Comparator.NOT_EQUAL) {
        allowed.removeAll(named);
      }
      if (allowed != null && allowed.isEmpty()) {
        return Optional.of(
            last == null || atom.operator() == Comparator.NOT_EQUAL ? none(atom) : two(last, atom));
      }
      last = atom;
    }
    return Optional.empty();
  }

  private Contradiction none(Atom atom) {
    return Contradiction.of(
        atom, atom.written() + " leaves no value for " + subject, "correct it, or leave it out");
  }

  private Optional<Contradiction> lists() {
    for (Atom a : atoms) {
      for (Atom b : atoms) {
        boolean opposite =
            (a.operator() == Comparator.CONTAINS && b.operator() == Comparator.NOT_CONTAINS)
                || (a.operator() == Comparator.MEMBER_OF
                    && b.operator() == Comparator.NOT_MEMBER_OF);
        if (opposite && a.operand().text().equals(b.operand().text())) {
          return Optional.of(ordered(a, b));
        }
      }
    }
    return Optional.empty();
  }

  /** A list that must hold something, and be empty. */
  static Optional<Contradiction> emptyWith(List<Atom> ofList, List<Atom> ofSize) {
    for (Atom a : ofList) {
      for (Atom size : ofSize) {
        BigDecimal limit = size.operand().number(new TreeMap<>());
        boolean empty =
            limit != null
                && ((size.operator() == Comparator.EQUAL && limit.signum() == 0)
                    || (size.operator() == Comparator.AT_MOST && limit.signum() == 0)
                    || (size.operator() == Comparator.LESS
                        && limit.compareTo(BigDecimal.ONE) <= 0));
        if (a.operator() == Comparator.CONTAINS && empty) {
          return Optional.of(two(a, size));
        }
      }
    }
    return Optional.empty();
  }

  /** Numbers, and days from today, for each way in which the thresholds can vary. */
  private Optional<Contradiction> bounds() {
    Map<String, SortedSet<String>> dimensions = new TreeMap<>();
    atoms.forEach(a -> a.operands().forEach(o -> o.dimensions(dimensions)));
    List<SortedMap<String, String>> ways = new ArrayList<>(List.of(new TreeMap<>()));
    dimensions.forEach(
        (dimension, named) -> {
          List<SortedMap<String, String>> more = new ArrayList<>(ways);
          for (SortedMap<String, String> way : List.copyOf(ways)) {
            for (String value : named) {
              SortedMap<String, String> with = new TreeMap<>(way);
              with.put(dimension, value);
              more.add(with);
            }
          }
          ways.clear();
          ways.addAll(more);
        });
    Contradiction some = null;
    SortedSet<String> where = new TreeSet<>();
    boolean everywhere = true;
    for (SortedMap<String, String> way : ways) {
      Optional<Contradiction> found = bounds(way);
      if (found.isPresent()) {
        some = found.get();
        where.add(words(way));
      } else {
        everywhere = false;
      }
    }
    if (some == null || everywhere) {
      return Optional.ofNullable(some);
    }
    return Optional.of(
        new Contradiction(
            some.position(),
            some.what(),
            "correct the thresholds' variants, or the test",
            where,
            false));
  }

  private static String words(SortedMap<String, String> way) {
    List<String> words = new ArrayList<>();
    way.forEach((dimension, value) -> words.add("the " + dimension + " is " + value));
    return words.isEmpty() ? "no variant applies" : String.join(" and ", words);
  }

  private Optional<Contradiction> bounds(SortedMap<String, String> way) {
    BigDecimal low = field != null && isNumber(field) ? field.minimum() : null;
    BigDecimal high = field != null && isNumber(field) ? field.maximum() : null;
    boolean lowOpen = false;
    boolean highOpen = false;
    Atom lowBy = null;
    Atom highBy = null;
    for (Atom atom : atoms) {
      BigDecimal number = atom.in() ? null : atom.operand().number(way);
      int relation = relation(atom.operator());
      if (number == null || relation == ANY || relation == (LESS | GREATER)) {
        continue;
      }
      if ((relation & LESS) == 0) {
        boolean open = (relation & EQUAL) == 0;
        int later = low == null ? 1 : number.compareTo(low);
        if (later > 0 || (later == 0 && open)) {
          low = number;
          lowOpen = open;
          lowBy = atom;
        }
      }
      if ((relation & GREATER) == 0) {
        boolean open = (relation & EQUAL) == 0;
        int earlier = high == null ? -1 : number.compareTo(high);
        if (earlier < 0 || (earlier == 0 && open)) {
          high = number;
          highOpen = open;
          highBy = atom;
        }
      }
      if (low != null && high != null && empty(low, lowOpen, high, highOpen)) {
        if (lowBy != null && highBy != null && !lowBy.equals(highBy)) {
          return Optional.of(ordered(lowBy, highBy));
        }
        Atom by = lowBy == null ? highBy : lowBy;
        return by == null ? Optional.empty() : Optional.of(outOfRange(by));
      }
    }
    return Optional.empty();
  }

  private Contradiction outOfRange(Atom atom) {
    Field of = field;
    String range = of == null ? "" : " lies in " + text(of.minimum()) + ".." + text(of.maximum());
    return Contradiction.of(
        atom,
        atom.written() + " never holds: " + subject + range,
        "correct the test or its threshold, or the field's @range in the vocabulary");
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  private boolean empty(BigDecimal low, boolean lowOpen, BigDecimal high, boolean highOpen) {
    if (whole && low.stripTrailingZeros().scale() <= 0 && high.stripTrailingZeros().scale() <= 0) {
      BigDecimal least = lowOpen ? low.add(BigDecimal.ONE) : low;
      BigDecimal most = highOpen ? high.subtract(BigDecimal.ONE) : high;
      return least.compareTo(most) > 0;
    }
    int gap = low.compareTo(high);
    return gap > 0 || (gap == 0 && (lowOpen || highOpen));
  }
}
