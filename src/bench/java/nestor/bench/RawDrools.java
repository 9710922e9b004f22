package nestor.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import nestor.bench.byhand.Choice;
import nestor.dossier.Dossier;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Field;
import nestor.rulebook.FieldType;
import nestor.rulebook.Priority;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.drools.Advise;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.FactClass;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;

/** Drools alone on the same compiled rules: a new session with all that is on record. */
final class RawDrools implements Peer {
  private final CompiledRulebook compiled;
  private final Rulebook rulebook;
  private final KieBase base;
  private final LocalDate today;
  private final Choice choice;
  private final Set<String> derivations = new LinkedHashSet<>();

  RawDrools(CompiledRulebook compiled, LocalDate today) {
    this.compiled = compiled;
    this.rulebook = compiled.rulebook();
    this.base = compiled.compilation().base();
    this.today = today;
    this.choice = new Choice(rulebook, today);
    rulebook.derivations().forEach(derivation -> derivations.add(derivation.name()));
  }

  @Override
  public void find(Dossier dossier, Matches matches) {
    KieSession session = base.newKieSession();
    try {
      Map<String, String> recommended = new HashMap<>();
      session.setGlobal("advise", (Advise) reason -> {});
      session.addEventListener(
          new DefaultAgendaEventListener() {
            @Override
            public void afterMatchFired(AfterMatchFiredEvent event) {
              String name = event.getMatch().getRule().getName();
              if (!derivations.contains(name)) {
                matches.match(name);
                recommended.merge(Rule.idOf(name), priority(name), RawDrools::higher);
              }
            }
          });
      for (Object fact : facts(dossier)) {
        session.insert(fact);
      }
      session.fireAllRules();
      for (Map.Entry<String, String> one : Map.copyOf(recommended).entrySet()) {
        String id = one.getKey();
        session.insert(
            fact(
                BuiltInTypes.RECOMMENDATION,
                Map.of(
                    "rule", id,
                    "topic", id.substring(0, id.indexOf('/')),
                    "priority", one.getValue())));
      }
      session.fireAllRules();
    } finally {
      session.dispose();
    }
  }

  private String priority(String name) {
    Rule rule = Objects.requireNonNull(rulebook.rules().get(Rule.idOf(name)));
    Priority raised =
        rule.cases().stream()
            .filter(c -> c.name().equals(name))
            .map(Rule.Case::priority)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return (raised == null ? rule.metadata().priority() : raised).text();
  }

  private static String higher(String a, String b) {
    List<String> order = Priority.WORDS;
    return order.indexOf(a) <= order.indexOf(b) ? a : b;
  }

  /** All that is on record of an organisation. */
  List<Object> facts(Dossier dossier) {
    List<Object> facts = new ArrayList<>();
    for (FactType factType : rulebook.factTypes().values()) {
      switch (factType.kind()) {
        case SECTION -> sections(dossier, factType.type(), facts);
        case TABLE ->
            rulebook
                .tables()
                .getOrDefault(factType.type(), List.of())
                .forEach(row -> facts.add(fact(factType.type(), row)));
        default -> {}
      }
    }
    facts.add(fact(BuiltInTypes.TODAY, Map.of("date", today)));
    for (String section : dossier.sections().keySet()) {
      facts.add(fact(BuiltInTypes.GIVEN, Map.of("section", section)));
    }
    rulebook
        .thresholds()
        .values()
        .forEach(
            threshold -> {
              BigDecimal number = choice.number(threshold, dossier);
              Map<String, Object> values = new HashMap<>();
              values.put("name", threshold.name());
              values.put("value", number);
              if (threshold.inDays()) {
                values.put("since", today.minusDays(number.longValue()));
                values.put("until", today.plusDays(number.longValue()));
              }
              facts.add(fact(BuiltInTypes.THRESHOLD, values));
            });
    return facts;
  }

  private void sections(Dossier dossier, String type, List<Object> facts) {
    Section section = rulebook.vocabulary().ofType(type).orElseThrow();
    List<Map<String, Object>> entries = dossier.entries(section.name());
    if (entries.isEmpty() && section.name().equals("organisation")) {
      entries = List.of(Map.of());
    }
    entries.forEach(entry -> facts.add(fact(type, entry)));
  }

  private Object fact(String type, Map<String, ?> values) {
    FactClass declared = compiled.compilation().type(type);
    Object object = declared.newFact();
    for (Field field : Objects.requireNonNull(rulebook.factTypes().get(type)).fields()) {
      declared.set(object, field.name(), value(field, values.get(field.name())));
    }
    return object;
  }

  private static @Nullable Object value(Field field, @Nullable Object given) {
    if (given != null) {
      return given;
    }
    return field.defaultValue() == null && field.type() == FieldType.LIST
        ? List.of()
        : field.defaultValue();
  }
}
