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
import java.util.function.Consumer;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Rule;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Consequence;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.Expression.Comparator;
import nestor.rulebook.syntax.RuleDeclaration;
import org.jspecify.annotations.Nullable;

/**
 * Lint {@code contradictory-pair}: rules that contradict one another. They are the same but for one
 * test of the same value, where no value leaves both clear and some value makes both recommended;
 * and pairs of derivations that give one dimension two values.
 */
final class ContradictoryPairLint implements Lint {
  @Override
  public LintWarning.Kind kind() {
    return LintWarning.Kind.CONTRADICTORY_PAIR;
  }

  @Override
  public void check(ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {
    new Search(parsed, derivations, found).report();
  }

  /** Comparison of all rules of one rulebook. */
  private record Search(
      ParsedRulebook parsed, Derivations derivations, Consumer<Diagnostic> found) {

    private record Read(RuleDeclaration rule, List<CanonicalForm.Part> parts) {
      static Read of(RuleDeclaration rule) {
        return new Read(
            rule, CanonicalForm.of(rule.when()).stream().filter(part -> !part.always()).toList());
      }
    }

    /** Difference of two rules: in one part of each, by these tests. */
    private record Difference(
        CanonicalForm.Part part, CanonicalForm.Test former, CanonicalForm.Test latter) {}

    void report() {
      List<Read> advice = new ArrayList<>();
      List<Read> dimensions = new ArrayList<>();
      for (RuleDeclaration rule : derivations.rules()) {
        rule.then()
            .visit(
                advise -> advice.add(Read.of(rule)),
                derive -> dimension(rule).ifPresent(stated -> dimensions.add(Read.of(rule))),
                exclude -> {});
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
              && derive.type().equals(BuiltInTypes.DIMENSION)
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
          RuleCase.includes(former.parts(), latter.parts())
              || RuleCase.includes(latter.parts(), former.parts());
      if (one.get(0).equals(other.get(0)) && !one.get(1).equals(other.get(1)) && together) {
        report(
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
        List<CanonicalForm.Part> former, List<CanonicalForm.Part> latter) {
      Map<String, CanonicalForm.Part> heads = new TreeMap<>();
      former.forEach(part -> heads.put(part.head(), part));
      Difference found = null;
      for (CanonicalForm.Part part : latter) {
        CanonicalForm.Part same = heads.get(part.head());
        if (same == null) {
          continue;
        }
        Set<String> alone = new LinkedHashSet<>(same.tests().keySet());
        alone.removeAll(part.tests().keySet());
        Set<String> other = new LinkedHashSet<>(part.tests().keySet());
        other.removeAll(same.tests().keySet());
        for (String a : alone) {
          for (String b : other) {
            CanonicalForm.Test one = same.tests().get(a);
            CanonicalForm.Test two = part.tests().get(b);
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
                List<CanonicalForm.Part> one = without(former, difference.former());
                List<CanonicalForm.Part> other = without(latter, difference.latter());
                return RuleCase.includes(one, other) || RuleCase.includes(other, one);
              });
    }

    private static List<CanonicalForm.Part> without(
        List<CanonicalForm.Part> parts, CanonicalForm.Test test) {
      return parts.stream()
          .map(
              part -> {
                TreeMap<String, CanonicalForm.Test> left = new TreeMap<>(part.tests());
                left.values().remove(test);
                return new CanonicalForm.Part(part.head(), left);
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
      if (rest.isEmpty()
          || rest.get().isOfOneTest()
          || both.filter(Contradiction::everywhere).isPresent()) {
        return;
      }
      SortedSet<String> where = new TreeSet<>(rest.get().where());
      both.ifPresent(never -> where.removeAll(never.where()));
      if (where.isEmpty() && !rest.get().everywhere()) {
        return;
      }
      report(
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
          of.subject(), Comparator.NOT_EQUAL, List.of(none), false, of.written(), of.position());
    }

    private Atoms atoms(RuleDeclaration rule) {
      Atoms atoms = new Atoms(parsed.thresholds());
      for (Condition condition : rule.when()) {
        condition.asPattern().ifPresent(atoms::bind);
      }
      return atoms;
    }

    private Optional<Contradiction> together(CanonicalForm.Part part, Atom one, Atom... more) {
      String type = part.head().replaceAll("#.*", "");
      FactType factType = parsed.factTypes().get(type);
      @Nullable Field field = factType == null ? null : factType.field(one.subject()).orElse(null);
      @Nullable Set<String> values =
          factType == null ? null : derivations.values(type, one.subject()).orElse(null);
      boolean whole =
          field == null ? part.head().contains("; count(") : field.type() == FieldType.COUNT;
      List<Atom> atoms = new ArrayList<>(List.of(one));
      atoms.addAll(List.of(more));
      return new ValueConstraints(one.subject(), atoms, field, values, whole).contradiction();
    }

    private static String named(RuleDeclaration rule) {
      return "\"" + rule.name() + "\" in " + rule.position().file() + ":" + rule.position().line();
    }

    private void report(RuleDeclaration at, String what, String cure) {
      found.accept(at.position().fault(what, cure));
    }
  }
}
