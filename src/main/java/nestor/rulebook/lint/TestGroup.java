package nestor.rulebook.lint;

import java.util.List;
import java.util.function.Consumer;
import nestor.rulebook.FactType;
import nestor.rulebook.Threshold;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Tests that must hold together: those of one pattern, or of the results of one accumulate.
 *
 * @param factType the type of the pattern's facts, or null for results
 * @param known what the variables stand for that the tests may name
 */
record TestGroup(List<Expression> tests, @Nullable FactType factType, Atoms known) {

  /** Gives each group of a rulebook's rules to a consumer. */
  static void forEach(
      ParsedRulebook parsed, Derivations derivations, Consumer<TestGroup> consumer) {
    Walk walk = new Walk(parsed, consumer);
    derivations.rules().forEach(rule -> walk.group(rule.when(), new Atoms(parsed.thresholds())));
  }

  /** Gives each test of a fact's own fields, or part of one, to a consumer. */
  void forEachAtom(AtomConsumer consumer) {
    FactType type = factType;
    if (type == null) {
      return;
    }
    tests.forEach(
        test ->
            test.forEach(
                part -> known.of(part).ifPresent(atom -> consumer.accept(part, atom, type))));
  }

  /** Takes a part of a test, as an atom, and the type of the facts. */
  interface AtomConsumer {
    void accept(Expression part, Atom atom, FactType factType);
  }

  private record Walk(ParsedRulebook parsed, Consumer<TestGroup> consumer) {
    void group(List<Condition> conditions, Atoms known) {
      for (Condition condition : conditions) {
        condition.visit(
            pattern -> pattern(pattern, known),
            not -> group(not.of(), known.inner()),
            exists -> group(exists.of(), known.inner()),
            accumulate -> {
              group(accumulate.over(), known.inner());
              consumer.accept(new TestGroup(accumulate.tests(), null, known));
            });
      }
    }

    private void pattern(Condition.Pattern pattern, Atoms known) {
      FactType factType = parsed.factTypes().get(pattern.type());
      if (factType == null || pattern.from() != null) {
        return;
      }
      known.bind(pattern);
      if (Threshold.nameIn(pattern).isEmpty()) {
        consumer.accept(
            new TestGroup(
                pattern.tests().stream()
                    .filter(test -> test.binding() == null)
                    .map(Condition.Test::expression)
                    .toList(),
                factType,
                known));
      }
    }
  }
}
