package nestor.engine.counterfactual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.SourcePosition;
import nestor.engine.ternary.Comparisons;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.RuleDependencies;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Accumulate;
import nestor.rulebook.syntax.Condition.Exists;
import nestor.rulebook.syntax.Condition.Not;
import nestor.rulebook.syntax.Condition.Pattern;
import nestor.rulebook.syntax.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Expansion of derived facts in conditions: each is replaced by the conditions that derive it, in
 * as many variants as there are derivations. It serves to find the data that an answer depends on;
 * the answer itself comes from the evaluation.
 */
final class DerivationInliner {
  private static final int MOST_VARIANTS = 40;

  private final Rulebook rulebook;
  private int used;

  DerivationInliner(Rulebook rulebook) {
    this.rulebook = rulebook;
  }

  /** The variants of conditions. */
  List<List<Condition>> of(List<Condition> conditions) {
    return expand(conditions, 0, Names.NONE).stream().map(Variant::conditions).toList();
  }

  /** Replacement of a variable, or of a field of a derived fact that a variable names. */
  private record Names(
      Map<String, Expression> variables, Map<String, Map<String, Expression>> facts) {
    static final Names NONE = new Names(Map.of(), Map.of());

    Names with(String variable, Expression value) {
      Map<String, Expression> more = new HashMap<>(variables);
      more.put(variable, value);
      return new Names(more, facts);
    }

    Names withFact(String variable, Map<String, Expression> fields) {
      Map<String, Map<String, Expression>> more = new HashMap<>(facts);
      more.put(variable, fields);
      return new Names(variables, more);
    }
  }

  /** Puts names in; fields of the matched fact only where they are given. */
  private static final class Naming extends ConditionRewriter {
    private final Names names;
    private final Map<String, Expression> fields;

    Naming(Names names, Map<String, Expression> fields) {
      this.names = names;
      this.fields = fields;
    }

    @Override
    public Expression visitField(Expression.FieldOf field) {
      return fields.getOrDefault(field.field(), field);
    }

    @Override
    public Expression visitVariable(Expression.Variable variable) {
      return names.variables().getOrDefault(variable.name(), variable);
    }

    @Override
    public Expression visitVariableField(Expression.VariableField member) {
      Map<String, Expression> values = names.facts().getOrDefault(member.variable(), Map.of());
      return values.getOrDefault(member.field(), member);
    }

    @Override
    String binding(String variable) {
      return variable;
    }
  }

  /** Gives the variables of a deriving rule names of their own. */
  private static final class Renaming extends ConditionRewriter {
    private final int number;

    Renaming(int number) {
      this.number = number;
    }

    @Override
    public Expression visitVariable(Expression.Variable variable) {
      return new Expression.Variable(binding(variable.name()), variable.position());
    }

    @Override
    public Expression visitVariableField(Expression.VariableField member) {
      return new Expression.VariableField(
          binding(member.variable()), member.field(), member.position());
    }

    @Override
    String binding(String variable) {
      return variable + "~" + number;
    }
  }

  private record Variant(List<Condition> conditions, Names names) {}

  /** One way to get a fact: the conditions, and the values of its fields. */
  private record Source(List<Condition> when, Map<String, Expression> fields) {}

  private List<Variant> expand(List<Condition> conditions, int at, Names names) {
    if (at == conditions.size()) {
      return List.of(new Variant(List.of(), names));
    }
    List<Variant> all = new ArrayList<>();
    for (Variant first : expand(conditions.get(at), names)) {
      for (Variant rest : expand(conditions, at + 1, first.names())) {
        List<Condition> both = new ArrayList<>(first.conditions());
        both.addAll(rest.conditions());
        all.add(new Variant(both, rest.names()));
        if (all.size() == MOST_VARIANTS) {
          return all;
        }
      }
    }
    return all;
  }

  private List<Variant> expand(Condition condition, Names names) {
    return condition.match(
        pattern -> {
          List<Source> sources = sources(pattern.type());
          return sources == null ? renamed(pattern, names) : derived(pattern, sources, names);
        },
        not -> {
          List<Condition> none = new ArrayList<>();
          for (Variant inner : expand(not.of(), 0, names)) {
            none.add(new Not(inner.conditions(), not.position()));
          }
          return List.of(new Variant(none, names));
        },
        exists ->
            expand(exists.of(), 0, names).stream()
                .map(inner -> new Exists(inner.conditions(), exists.position()))
                .map(some -> new Variant(List.<Condition>of(some), names))
                .toList(),
        accumulate -> renamed(accumulate, names));
  }

  private static List<Variant> renamed(Condition condition, Names names) {
    return List.of(new Variant(List.of(new Naming(names, Map.of()).of(condition)), names));
  }

  private List<Variant> derived(Pattern pattern, List<Source> sources, Names names) {
    List<Variant> variants = new ArrayList<>();
    for (Source source : sources) {
      Renaming renaming = new Renaming(++used);
      for (Variant inner : expand(renaming.all(source.when()), 0, Names.NONE)) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        source
            .fields()
            .forEach(
                (name, value) ->
                    fields.put(name, new Naming(inner.names(), Map.of()).of(renaming.of(value))));
        variant(pattern, inner, fields, names, variants);
        if (variants.size() >= MOST_VARIANTS) {
          return variants;
        }
      }
    }
    return variants;
  }

  private static void variant(
      Pattern pattern,
      Variant inner,
      Map<String, Expression> fields,
      Names names,
      List<Variant> variants) {
    Names after = names;
    List<Expression> tests = new ArrayList<>();
    for (Condition.Test test : pattern.tests()) {
      Expression of = new Naming(after, fields).of(test.expression());
      if (test.binding() != null) {
        after = after.with(test.binding(), of);
      } else if (Boolean.FALSE.equals(constant(of))) {
        return;
      } else if (constant(of) == null) {
        tests.add(of);
      }
    }
    if (pattern.binding() != null) {
      after = after.withFact(pattern.binding(), fields);
    }
    List<Condition> all = new ArrayList<>(inner.conditions());
    if (!tests.isEmpty()) {
      all.add(new Accumulate(List.of(), List.of(), tests, pattern.position()));
    }
    variants.add(new Variant(all, after));
  }

  /** Whether a test of two literals holds; null where it is of anything else. */
  private static @Nullable Boolean constant(Expression test) {
    return (test instanceof Expression.Comparison comparison
            && comparison.left() instanceof Expression.Literal left
            && comparison.right() instanceof Expression.Literal right)
        ? Comparisons.compare(comparison.operator(), left.value(), right.value()).isYes()
        : null;
  }

  /** The ways to get facts of a type; null where they are given and not derived. */
  private @Nullable List<Source> sources(String type) {
    if (type.equals(BuiltInTypes.RECOMMENDATION)) {
      return recommendations();
    }
    FactType factType = rulebook.factTypes().get(type);
    if (factType == null || factType.kind() != FactType.Kind.DERIVED) {
      return null;
    }
    List<Source> sources = new ArrayList<>();
    for (Rule.Derivation derivation : rulebook.derivations()) {
      if (derivation.then().type().equals(type)) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (int i = 0; i < factType.fields().size(); i++) {
          Field field = factType.fields().get(i);
          fields.put(field.name(), derivation.then().arguments().get(i));
        }
        sources.add(new Source(derivation.when(), fields));
      }
    }
    return sources;
  }

  /** A recommendation follows from the cases of its rule. */
  private List<Source> recommendations() {
    List<Source> sources = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      RuleMetadata metadata = rule.metadata();
      for (Rule.Case ofRule : rule.cases()) {
        if (RuleDependencies.types(ofRule.when()).contains(BuiltInTypes.RECOMMENDATION)) {
          // Rules over recommendations do not see each other, nor themselves.
          continue;
        }
        Priority priority = ofRule.priority() == null ? metadata.priority() : ofRule.priority();
        sources.add(
            new Source(
                ofRule.when(),
                Map.of(
                    "rule", literal(metadata.id(), ofRule.position()),
                    "topic", literal(metadata.topic(), ofRule.position()),
                    "priority", literal(priority.text(), ofRule.position()))));
      }
    }
    return sources;
  }

  private static Expression literal(String text, SourcePosition position) {
    return new Expression.Literal(text, position);
  }
}
