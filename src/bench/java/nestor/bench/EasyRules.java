package nestor.bench;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/** Easy Rules: for each entry, all rules of its section; conditions are Java predicates. */
final class EasyRules implements Peer {
  private static final String ENTRY = "entry";

  private final EntryRules entryRules;
  private final DefaultRulesEngine engine = new DefaultRulesEngine();

  EasyRules(Rulebook rulebook, LocalDate today) {
    entryRules = new EntryRules(rulebook, today);
  }

  private Map<String, Rules> rules(Matches matches) {
    Map<String, Rules> bySection = new HashMap<>();
    for (EntryRules.EntryRule rule : entryRules.rules()) {
      bySection
          .computeIfAbsent(rule.section().name(), s -> new Rules())
          .register(
              new RuleBuilder()
                  .name(rule.name())
                  .when(facts -> rule.holds().test(facts.get(ENTRY)))
                  .then(facts -> matches.match(rule.name()))
                  .build());
    }
    return bySection;
  }

  /** Rules are registered once; what they find goes to the caller of the moment. */
  private final ThreadLocal<Matches> asking = new ThreadLocal<>();

  private final ThreadLocal<Map<String, Rules>> registered =
      ThreadLocal.withInitial(() -> rules(rule -> asking.get().match(rule)));

  @Override
  public void find(Dossier dossier, Matches matches) {
    asking.set(matches);
    Map<String, Rules> bySection = registered.get();
    for (Map.Entry<String, List<Map<String, Object>>> section :
        entryRules.entries(dossier).entrySet()) {
      Rules rules = bySection.get(section.getKey());
      if (rules != null) {
        for (Map<String, Object> entry : section.getValue()) {
          Facts facts = new Facts();
          facts.put(ENTRY, entry);
          engine.fire(rules, facts);
        }
      }
    }
  }
}
