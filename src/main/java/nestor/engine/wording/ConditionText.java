package nestor.engine.wording;

import java.util.ArrayList;
import java.util.List;
import nestor.engine.evaluation.Bindings;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.ReasonText;
import nestor.rulebook.FactType;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Text of conditions and of the values they read, in plain words. Parts of conditions are worded by
 * {@link ExpressionText}; reasons that a rule words itself, by {@code ReasonText}.
 */
public final class ConditionText {
  private final Rulebook rulebook;
  private final VariableUnits units;
  private final ExpressionText expressions;

  /**
   * @param conditions all conditions that are to be worded, and those that bind variables in them
   */
  public ConditionText(FactBase factBase, ReasonText reasonText, List<Condition> conditions) {
    this.rulebook = factBase.rulebook();
    this.units = new VariableUnits(rulebook, conditions);
    this.expressions = new ExpressionText(factBase, reasonText, units);
  }

  /** The threshold that a pattern reads; null where it reads none, or any. */
  @Nullable
  public Threshold threshold(Pattern pattern) {
    return Threshold.nameIn(pattern).map(name -> rulebook.thresholds().get(name)).orElse(null);
  }

  /**
   * A condition.
   *
   * @param ways the bindings with which it is met; a variable of one value is named by the value
   */
  public String of(Condition condition, List<Bindings> ways) {
    return condition.match(
        pattern ->
            pattern.from() == null
                ? pattern(pattern, ways, true)
                : "among "
                    + expressions.of(pattern.from(), null, ways)
                    + " one that "
                    + tests(pattern, ways),
        not -> (isDerived(not.of()) ? "none of this: " : "no ") + group(not.of(), ways),
        exists ->
            (isDerived(exists.of()) ? "at least once: " : "at least one ")
                + group(exists.of(), ways),
        accumulate -> aggregate(accumulate, ways));
  }

  private String aggregate(Accumulate accumulate, List<Bindings> ways) {
    accumulate.functions().forEach(f -> expressions.nameResult(f.binding(), function(f)));
    List<String> tests = new ArrayList<>();
    accumulate.tests().forEach(test -> tests.add(test(test, null, ways)));
    List<Condition> over = accumulate.over();
    String what =
        over.isEmpty()
            ? ""
            : (isDerived(over) ? "over all of this: " : "of every ") + group(over, ways);
    List<String> functions = new ArrayList<>();
    for (Condition.Function function : accumulate.functions()) {
      functions.add(function(function));
    }
    return String.join(" and ", functions)
        + " "
        + what
        + (tests.isEmpty() ? "" : ": " + String.join(" and ", tests));
  }

  /** Words for what an aggregate computes. */
  public String function(Condition.Function function) {
    String of =
        function.argument() instanceof Expression.Variable variable
            ? " " + ExpressionText.spaced(variable)
            : "";
    return switch (function.name()) {
      case "count" -> "the number";
      case "sum" -> "the sum of" + of;
      case "min" -> "the least" + of;
      case "max" -> "the greatest" + of;
      case "average" -> "the average" + of;
      case "collectSet" -> "all";
      default -> "the median of days between" + of;
    };
  }

  private String group(List<Condition> conditions, List<Bindings> ways) {
    List<String> parts = new ArrayList<>();
    for (Condition condition : conditions) {
      parts.add(
          condition
              .asPattern()
              .filter(pattern -> pattern.from() == null)
              .map(pattern -> pattern(pattern, ways, false))
              .orElseGet(() -> of(condition, ways)));
    }
    return String.join(" together with ", parts);
  }

  private String pattern(Pattern pattern, List<Bindings> ways, boolean article) {
    Threshold threshold = threshold(pattern);
    if (threshold != null) {
      return "the limit " + EntryNames.spaced(threshold.name());
    }
    String noun = noun(pattern.type());
    String tests = tests(pattern, ways);
    boolean derived = isDerived(pattern.type());
    return (article && !derived ? article(noun) : "")
        + noun
        + (tests.isEmpty() ? "" : (derived ? ", where " : " where ") + tests);
  }

  /** Unit of a variable. */
  @Nullable
  public String unitOf(String variable) {
    return units.of(variable);
  }

  /** Noun for a type of fact. */
  String noun(String type) {
    FactType factType = rulebook.factTypes().get(type);
    if (factType != null && isDerived(type)) {
      int end = factType.doc().indexOf(';');
      return QuestionText.uncapitalised(
          end < 0 ? factType.doc() : factType.doc().substring(0, end));
    }
    String noun = EntryNames.spaced(type);
    boolean mass =
        rulebook.vocabulary().ofType(type).filter(s -> s.name().equals(noun)).isPresent();
    return mass ? "entry of " + noun : noun;
  }

  private boolean isDerived(List<Condition> conditions) {
    return Conditions.startWith(conditions, this::isDerived);
  }

  private boolean isDerived(String type) {
    FactType factType = rulebook.factTypes().get(type);
    return factType != null
        && factType.kind() == FactType.Kind.DERIVED
        && !factType.doc().isEmpty();
  }

  private static String article(String noun) {
    return noun.matches("[aeiou].*") && !noun.startsWith("one") ? "an " : "a ";
  }

  private String tests(Pattern pattern, List<Bindings> ways) {
    List<String> tests = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      if (test.binding() == null) {
        tests.add(test(test.expression(), pattern.type(), ways));
      }
    }
    return String.join(", ", tests);
  }

  /** A test of a fact of a type, or of variables alone where the type is null. */
  public String test(Expression test, @Nullable String type, List<Bindings> ways) {
    return expressions.of(test, type, ways);
  }
}
