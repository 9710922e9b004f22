package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.rulebook.Draft;
import nestor.rulebook.EngineFacts;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.Shape;
import nestor.rulebook.language.Condition;
import nestor.rulebook.language.Consequence;
import nestor.rulebook.language.Expression;
import nestor.rulebook.language.Expression.Comparator;
import nestor.rulebook.language.RuleDeclaration;
import nestor.rulebook.lint.Satisfiability.Contradiction;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of rules that contradict one another: the same but for one test of the same value, where no
 * value leaves both at rest and some value makes both due; and pairs of derivations that give one
 * dimension two values.
 */
final class Opposition {
  private final Draft draft;
  private final Derivations derivations;
  private final List<Remark> remarks;

  Opposition(Draft draft, Derivations derivations, List<Remark> remarks) {
    this.draft = draft;
    this.derivations = derivations;
    this.remarks = remarks;
  }

  private record Read(RuleDeclaration rule, List<Canonical.Part> parts) {
    static Read of(RuleDeclaration rule) {
      return new Read(
          rule, Canonical.of(rule.when()).stream().filter(part -> !part.always()).toList());
    }
  }

  /** Where two rules differ: in one part of each, by these tests. */
  private record Difference(Canonical.Part part, Canonical.Test former, Canonical.Test latter) {}

  void tell() {
    List<Read> advice = new ArrayList<>();
    List<Read> dimensions = new ArrayList<>();
    for (RuleDeclaration rule : derivations.rules()) {
      if (rule.then() instanceof Consequence.Advise) {
        advice.add(Read.of(rule));
      } else if (dimension(rule).isPresent()) {
        dimensions.add(Read.of(rule));
      }
    }
    for (int i = 0; i < advice.size(); i++) {
      for (int j = 0; j < i; j++) {
        advice(advice.get(j), advice.get(i));
      }
    }
    for (int i = 0; i < dimensions.size(); i++) {
      for (int j = 0; j < i; j++) {
        dimensions(dimensions.get(j), dimensions.get(i));
      }
    }
  }

  /** The name and the value of the dimension that a rule derives, where it states both. */
  private static Optional<List<String>> dimension(RuleDeclaration rule) {
    return rule.then() instanceof Consequence.Derive derive
            && derive.type().equals(EngineFacts.DIMENSION)
            && derive.arguments().size() == 2
            && derive.arguments().get(0) instanceof Expression.Literal name
            && derive.arguments().get(1) instanceof Expression.Literal value
        ? Optional.of(List.of(String.valueOf(name.value()), String.valueOf(value.value())))
        : Optional.empty();
  }

  private void dimensions(Read former, Read latter) {
    List<String> one = dimension(former.rule()).orElseThrow();
    List<String> other = dimension(latter.rule()).orElseThrow();
    boolean together =
        Repetition.includes(former.parts(), latter.parts())
            || Repetition.includes(latter.parts(), former.parts());
    if (one.get(0).equals(other.get(0)) && !one.get(1).equals(other.get(1)) && together) {
      tell(
          latter.rule(),
          "'"
              + one.get(0)
              + "' is "
              + other.get(1)
              + " here and "
              + one.get(1)
              + " by "
              + named(former.rule())
              + " for the same facts",
          "exclude the one from the other by a condition");
    }
  }

  private void advice(Read former, Read latter) {
    if (Rule.idOf(former.rule().name()).equals(Rule.idOf(latter.rule().name()))) {
      return;
    }
    difference(former.parts(), latter.parts())
        .ifPresent(difference -> opposed(former.rule(), latter.rule(), difference));
  }

  /** The one difference of two rules, where one of them asks all else that the other asks. */
  private static Optional<Difference> difference(
      List<Canonical.Part> former, List<Canonical.Part> latter) {
    Map<String, Canonical.Part> heads = new TreeMap<>();
    former.forEach(part -> heads.put(part.head(), part));
    Difference found = null;
    for (Canonical.Part part : latter) {
      Canonical.Part same = heads.get(part.head());
      if (same == null) {
        continue;
      }
      Set<String> alone = new LinkedHashSet<>(same.tests().keySet());
      alone.removeAll(part.tests().keySet());
      Set<String> other = new LinkedHashSet<>(part.tests().keySet());
      other.removeAll(same.tests().keySet());
      for (String a : alone) {
        for (String b : other) {
          Canonical.Test one = same.tests().get(a);
          Canonical.Test two = part.tests().get(b);
          if (one != null
              && two != null
              && one.subject() != null
              && one.subject().equals(two.subject())) {
            if (found != null) {
              return Optional.empty();
            }
            found = new Difference(part, one, two);
          }
        }
      }
    }
    return Optional.ofNullable(found)
        .filter(
            difference -> {
              List<Canonical.Part> one = without(former, difference.former());
              List<Canonical.Part> other = without(latter, difference.latter());
              return Repetition.includes(one, other) || Repetition.includes(other, one);
            });
  }

  private static List<Canonical.Part> without(List<Canonical.Part> parts, Canonical.Test test) {
    return parts.stream()
        .map(
            part -> {
              TreeMap<String, Canonical.Test> left = new TreeMap<>(part.tests());
              left.values().remove(test);
              return new Canonical.Part(part.head(), left);
            })
        .toList();
  }

  private void opposed(RuleDeclaration former, RuleDeclaration latter, Difference difference) {
    Optional<Atom> one = atoms(former).of(difference.former().written());
    Optional<Atom> two = atoms(latter).of(difference.latter().written());
    if (one.isEmpty() || two.isEmpty()) {
      return;
    }
    Optional<Atom> notOne = one.get().opposite();
    Optional<Atom> notTwo = two.get().opposite();
    if (notOne.isEmpty() || notTwo.isEmpty()) {
      return;
    }
    Optional<Contradiction> rest =
        together(difference.part(), notOne.get(), notTwo.get(), onRecord(notOne.get()));
    Optional<Contradiction> both = together(difference.part(), one.get(), two.get());
    if (rest.isEmpty() || rest.get().told() || both.filter(Contradiction::everywhere).isPresent()) {
      return;
    }
    SortedSet<String> where = new TreeSet<>(rest.get().where());
    both.ifPresent(never -> where.removeAll(never.where()));
    if (where.isEmpty() && !rest.get().everywhere()) {
      return;
    }
    tell(
        latter,
        "this is due for "
            + two.get().written()
            + " and "
            + named(former)
            + " for "
            + one.get().written()
            + ": whatever the value"
            + (where.isEmpty() ? "" : " where " + String.join(", or ", where))
            + ", one is due, and for some values both",
        "move one of the two limits so that a value lies between them");
  }

  private static Atom onRecord(Atom of) {
    Operand none = new Operand("null", null, true, null, 0, false);
    return new Atom(
        of.subject(), Comparator.NOT_EQUAL, List.of(none), false, of.written(), of.place());
  }

  private Atoms atoms(RuleDeclaration rule) {
    Atoms atoms = new Atoms(draft.thresholds());
    for (Condition condition : rule.when()) {
      if (condition instanceof Condition.Pattern pattern) {
        atoms.bind(pattern);
      }
    }
    return atoms;
  }

  private Optional<Contradiction> together(Canonical.Part part, Atom one, Atom... more) {
    String type = part.head().replaceAll("#.*", "");
    Shape shape = draft.shapes().get(type);
    @Nullable Field field = shape == null ? null : shape.field(one.subject()).orElse(null);
    @Nullable Set<String> values =
        shape == null ? null : derivations.values(type, one.subject()).orElse(null);
    boolean whole =
        field == null ? part.head().contains("; count(") : field.type() == FieldType.COUNT;
    List<Atom> atoms = new ArrayList<>(List.of(one));
    atoms.addAll(List.of(more));
    return new OneValue(one.subject(), atoms, field, values, whole).contradiction();
  }

  private static String named(RuleDeclaration rule) {
    return "\"" + rule.name() + "\" in " + rule.place().file() + ":" + rule.place().line();
  }

  private void tell(RuleDeclaration at, String what, String cure) {
    remarks.add(new Remark(Remark.Kind.CONTRADICTORY_PAIR, at.place().fault(what, cure)));
  }
}
