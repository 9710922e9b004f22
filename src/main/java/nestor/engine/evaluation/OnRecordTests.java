package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import nestor.rulebook.syntax.Expression;
import nestor.rulebook.syntax.ValueSource;
import org.jspecify.annotations.Nullable;

/**
 * Tests of rules whether something is on record at all, by {@code Given} or {@code field == null}.
 * Where it is not, more data may turn their outcome around. A test is named for the section, or
 * {@code section.field}, that it asks for.
 */
final class OnRecordTests {
  private final Rulebook rulebook;
  private final Map<String, Set<String>> ofRules = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> undeclaredOfRules = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> ofTypes = new ConcurrentHashMap<>();
  private final Set<String> all = new TreeSet<>();

  OnRecordTests(Rulebook rulebook) {
    this.rulebook = rulebook;
    rulebook.derivations().forEach(derivation -> all.addAll(tests(derivation.when())));
    rulebook
        .rules()
        .values()
        .forEach(rule -> rule.withScopes().forEach(c -> all.addAll(tests(c.when()))));
  }

  /** The tests that the answer of a rule rests on, directly or by facts that are derived. */
  Set<String> of(Rule rule) {
    return ofRules.computeIfAbsent(rule.metadata().id(), id -> reached(rule, derivation -> true));
  }

  /** Tests that no derivation declares as an assumption. */
  Set<String> undeclaredOf(Rule rule) {
    return undeclaredOfRules.computeIfAbsent(
        rule.metadata().id(), id -> reached(rule, derivation -> derivation.assumes() == null));
  }

  /** The derivations that a rule reaches which declare an assumption, by their names. */
  Set<String> declaredBy(Rule rule) {
    Set<String> declared = new TreeSet<>();
    boolean all = readsRecommendations(rule);
    Set<String> types = new LinkedHashSet<>();
    List<Rule.Derivation> derivations = new ArrayList<>();
    rule.withScopes()
        .forEach(c -> types(c.when()).forEach(type -> reach(type, types, derivations)));
    for (Rule.Derivation derivation : all ? rulebook.derivations() : derivations) {
      if (derivation.assumes() != null) {
        declared.add(derivation.name());
      }
    }
    return declared;
  }

  private static boolean readsRecommendations(Rule rule) {
    return rule.cases().stream()
        .flatMap(c -> Conditions.patterns(c.when()).stream())
        .anyMatch(pattern -> pattern.type().equals(BuiltInTypes.RECOMMENDATION));
  }

  /** The tests on which it may depend what facts of a type there are. */
  Set<String> ofType(String type) {
    Set<String> known = ofTypes.get(type);
    if (known == null) {
      known = new TreeSet<>();
      Section section = rulebook.vocabulary().ofType(type).orElse(null);
      if (section != null) {
        for (String test : all) {
          if (test.startsWith(section.name() + ".")) {
            known.add(test);
          }
        }
      } else if (type.equals(BuiltInTypes.GIVEN)) {
        known.addAll(all);
      } else {
        Set<String> types = new LinkedHashSet<>();
        List<Rule.Derivation> derivations = new ArrayList<>();
        reach(type, types, derivations);
        for (Rule.Derivation derivation : derivations) {
          known.addAll(tests(derivation.when()));
        }
        for (String read : types) {
          if (rulebook.vocabulary().ofType(read).isPresent()) {
            known.addAll(ofType(read));
          }
        }
      }
      ofTypes.put(type, known);
    }
    return known;
  }

  /** Tests that ask for something that the dossier does not say. */
  Set<String> unmet(Dossier dossier) {
    Set<String> unmet = new TreeSet<>();
    for (String test : all) {
      int dot = test.indexOf('.');
      boolean met =
          dot < 0
              ? dossier.sections().containsKey(test)
              : isGiven(dossier, test.substring(0, dot), test.substring(dot + 1));
      if (!met) {
        unmet.add(test);
      }
    }
    return unmet;
  }

  private static boolean isGiven(Dossier dossier, String section, String field) {
    DossierSection held = dossier.sections().get(section);
    if (held == null) {
      return !section.equals(OrganisationSection.ORGANISATION);
    }
    List<Map<String, Object>> entries = held.content().entries();
    return section.equals(OrganisationSection.ORGANISATION)
        ? entries.stream().anyMatch(entry -> entry.get(field) != null)
        : entries.stream().allMatch(entry -> entry.get(field) != null);
  }

  private Set<String> reached(Rule rule, Predicate<Rule.Derivation> counts) {
    if (readsRecommendations(rule)) {
      return all;
    }
    Set<String> tests = new TreeSet<>();
    Set<String> types = new LinkedHashSet<>();
    List<Rule.Derivation> derivations = new ArrayList<>();
    for (Rule.Case ofRule : rule.withScopes()) {
      tests.addAll(tests(ofRule.when()));
      types(ofRule.when()).forEach(type -> reach(type, types, derivations));
    }
    for (Rule.Derivation derivation : derivations) {
      if (counts.test(derivation)) {
        tests.addAll(tests(derivation.when()));
      }
    }
    return tests;
  }

  private void reach(String type, Set<String> types, List<Rule.Derivation> derivations) {
    if (types.add(type)) {
      for (Rule.Derivation derivation : rulebook.derivations()) {
        if (derivation.then().type().equals(type)) {
          derivations.add(derivation);
          types(derivation.when()).forEach(read -> reach(read, types, derivations));
        }
      }
    }
  }

  /** The types that conditions read; of thresholds that vary, what they vary by. */
  private Set<String> types(List<Condition> conditions) {
    Set<String> types = new LinkedHashSet<>();
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      boolean varies =
          pattern.type().equals(BuiltInTypes.THRESHOLD)
              && Threshold.nameIn(pattern)
                  .map(name -> rulebook.thresholds().get(name))
                  .map(threshold -> !threshold.variants().isEmpty())
                  .orElse(true);
      types.add(varies ? BuiltInTypes.DIMENSION : pattern.type());
    }
    return types;
  }

  private Set<String> tests(List<Condition> conditions) {
    Set<String> tests = new TreeSet<>();
    for (Condition.Pattern pattern : Conditions.patterns(conditions)) {
      if (pattern.type().equals(BuiltInTypes.GIVEN)) {
        Conditions.requiredText(pattern, "section").ifPresent(tests::add);
      }
      for (Condition.Test test : pattern.tests()) {
        test.expression()
            .forEach(
                part -> {
                  if (part instanceof Expression.Comparison comparison
                      && (isNull(comparison.left()) || isNull(comparison.right()))) {
                    Expression asked =
                        isNull(comparison.left()) ? comparison.right() : comparison.left();
                    add(asked, pattern.type(), conditions, new LinkedHashSet<>(), tests);
                  }
                });
      }
    }
    return tests;
  }

  /**
   * Adds the fields of sections that a value may come from.
   *
   * @param type the type whose field the value is, where it is none of a variable
   * @param conditions where variables are bound
   * @param seen the fields of types that were looked at
   */
  private void add(
      Expression value,
      String type,
      List<Condition> conditions,
      Set<String> seen,
      Set<String> tests) {
    ValueSource source = ValueSource.of(value).orElse(null);
    if (source == null) {
      return;
    }
    if (source.isOfMatchedFact() && source.field() != null) {
      add(type, source.field(), seen, tests);
    }
    source.boundBy(conditions).forEach(read -> add(read.type(), read.field(), seen, tests));
  }

  private void add(String type, String name, Set<String> seen, Set<String> tests) {
    FactType factType = rulebook.factTypes().get(type);
    if (factType == null || !seen.add(type + "." + name)) {
      return;
    }
    Section section = rulebook.vocabulary().ofType(type).orElse(null);
    for (int i = 0; i < factType.fields().size(); i++) {
      Field field = factType.fields().get(i);
      if (!field.name().equals(name)) {
        continue;
      }
      if (section != null && !field.absentMeansNone() && field.defaultValue() == null) {
        tests.add(section.name() + "." + name);
      }
      for (Rule.Derivation derivation : rulebook.derivations()) {
        if (derivation.then().type().equals(type)) {
          add(derivation.then().arguments().get(i), type, derivation.when(), seen, tests);
        }
      }
    }
  }

  private static boolean isNull(@Nullable Expression expression) {
    return expression instanceof Expression.Literal literal && literal.value() == null;
  }
}
