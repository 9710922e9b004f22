package nestor.engine.counterfactual;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.engine.evaluation.Fact;
import nestor.engine.evaluation.FactBase;
import nestor.engine.evaluation.RuleTruth;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Expression;

/**
 * Recommendations for which a rule over other rules is due, and the change that closes them all.
 * For rules that look at data alone use {@link CounterfactualSearch}, which takes the former from
 * here.
 */
public final class RecommendationsBehind {
  /** More than that nobody closes for the sake of one. */
  private static final int MOST = 8;

  /** What closes one may open another again. */
  private static final int ROUNDS = 2;

  private RecommendationsBehind() {}

  /** The ids of the rules that are recommended, or could be, and that the rule looks at. */
  public static Set<String> of(Assessor assessor, LocalDate asOf, Dossier dossier, Rule rule) {
    List<Condition.Pattern> looks = new ArrayList<>();
    rule.cases().forEach(ofRule -> collect(ofRule.when(), looks));
    Set<String> behind = new TreeSet<>();
    if (looks.isEmpty()) {
      return behind;
    }
    FactBase facts = assessor.factBase(dossier, asOf, true);
    for (Fact fact : facts.facts(BuiltInTypes.RECOMMENDATION)) {
      boolean looked = looks.stream().anyMatch(pattern -> fits(pattern, fact));
      if (looked && !fact.existence().isNo() && fact.value("rule") instanceof String id) {
        behind.add(id);
      }
    }
    return behind;
  }

  private static void collect(List<Condition> conditions, List<Condition.Pattern> into) {
    for (Condition condition : conditions) {
      condition.visit(
          pattern -> {
            if (pattern.type().equals(BuiltInTypes.RECOMMENDATION)) {
              into.add(pattern);
            }
          },
          not -> {},
          exists -> collect(exists.of(), into),
          accumulate -> collect(accumulate.over(), into));
    }
  }

  /** Whether a recommendation has the values that a pattern names; other tests are left aside. */
  private static boolean fits(Condition.Pattern pattern, Fact fact) {
    return pattern.tests().stream()
        .allMatch(test -> test.expression().accept(new NamesNoOtherValue(fact)));
  }

  /** Whether a test lets a recommendation pass, as far as it names values of its fields. */
  private record NamesNoOtherValue(Fact fact) implements Expression.TestVisitor<Boolean> {
    @Override
    public Boolean visitMembership(Expression.Membership among) {
      return among.negated()
          || !(among.value() instanceof Expression.FieldOf field)
          || !(fact.value(field.field()) instanceof String value)
          || !among.options().stream().allMatch(option -> option instanceof Expression.Literal)
          || among.options().stream()
              .anyMatch(o -> o instanceof Expression.Literal one && value.equals(one.value()));
    }

    @Override
    public Boolean visitComparison(Expression.Comparison comparison) {
      return comparison.operator() != Expression.Comparator.EQUAL
          || !(comparison.left() instanceof Expression.FieldOf field)
          || !(comparison.right() instanceof Expression.Literal literal)
          || !(fact.value(field.field()) instanceof String value)
          || Objects.equals(value, literal.value());
    }

    @Override
    public Boolean visitAnd(Expression.And and) {
      return true;
    }

    @Override
    public Boolean visitOr(Expression.Or or) {
      return true;
    }

    @Override
    public Boolean visitValue(Expression value) {
      return true;
    }
  }

  /** The change that closes all of them, and with them the rule; empty where none was found. */
  static Optional<List<Edit>> closed(
      Assessor assessor, LocalDate asOf, Dossier dossier, Rule rule) {
    List<Edit> edits = new ArrayList<>();
    Dossier now = dossier;
    for (int round = 0; round < ROUNDS; round++) {
      Set<String> behind = of(assessor, asOf, now, rule);
      if (behind.isEmpty() || behind.size() > MOST) {
        return Optional.empty();
      }
      for (String id : behind) {
        Optional<List<Edit>> closing = closing(assessor, asOf, now, id);
        if (closing.isEmpty()) {
          return Optional.empty();
        }
        edits.addAll(closing.get());
        now = DossierEditor.applied(dossier, edits);
      }
      FactBase then = assessor.factBase(now, asOf, true);
      if (RuleTruth.answer(rule, then).isNo() && RuleTruth.outside(rule, then).isNo()) {
        return Optional.of(List.copyOf(edits));
      }
    }
    return Optional.empty();
  }

  /** The change that closes one of them; no edits where it is closed. */
  private static Optional<List<Edit>> closing(
      Assessor assessor, LocalDate asOf, Dossier dossier, String id) {
    Rule rule = assessor.rulebook().rules().get(id);
    if (rule == null || assessor.readsOthers(id)) {
      return Optional.empty();
    }
    if (RuleTruth.answer(rule, assessor.factBase(dossier, asOf, false)).isNo()) {
      return Optional.of(List.of());
    }
    return CounterfactualSearch.find(assessor, asOf, dossier, rule, CounterfactualSearch.Goal.CLEAR)
        .filter(edits -> edits.stream().allMatch(RecommendationsBehind::keeps));
  }

  /**
   * Whether an edit leaves the entries of a section the numbers that further edits call them by.
   */
  private static boolean keeps(Edit edit) {
    return edit instanceof Edit.Put || edit instanceof Edit.Add || edit instanceof Edit.Complete;
  }
}
