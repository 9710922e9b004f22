package nestor.bench;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import org.evrete.KnowledgeService;
import org.evrete.api.Knowledge;
import org.evrete.api.StatelessSession;
import org.evrete.api.TypeResolver;
import org.evrete.api.builders.RuleSetBuilder;

/** Evrete: a stateless session for each organisation; conditions are Java predicates. */
final class Evrete implements Peer {
  private final EntryRules entryRules;
  private final KnowledgeService service = new KnowledgeService();
  private final Knowledge knowledge;
  private final Set<String> sections = new HashSet<>();

  /** Evrete fires on threads of its own, so one asks at a time. */
  private volatile Matches asking = rule -> {};

  /** An entry of a section. */
  public record Entry(Map<String, Object> values) {}

  Evrete(Rulebook rulebook, LocalDate today) {
    entryRules = new EntryRules(rulebook, today);
    Knowledge empty = service.newKnowledge();
    TypeResolver types = empty.getTypeResolver();
    for (EntryRules.EntryRule rule : entryRules.rules()) {
      if (sections.add(rule.section().name())) {
        types.declare(rule.section().name(), Entry.class);
      }
    }
    RuleSetBuilder<Knowledge> builder = empty.builder();
    for (EntryRules.EntryRule rule : entryRules.rules()) {
      builder
          .newRule(rule.name())
          .forEach("$e", rule.section().name())
          .where(
              (Predicate<Object[]>) entry -> rule.holds().test(((Entry) entry[0]).values()), "$e")
          .execute(context -> asking.match(rule.name()));
    }
    knowledge = builder.build();
  }

  @Override
  public synchronized void find(Dossier dossier, Matches matches) {
    asking = matches;
    StatelessSession session = knowledge.newStatelessSession();
    for (Map.Entry<String, List<Map<String, Object>>> section :
        entryRules.entries(dossier).entrySet()) {
      if (sections.contains(section.getKey())) {
        for (Map<String, Object> entry : section.getValue()) {
          session.insertAs(section.getKey(), new Entry(entry));
        }
      }
    }
    session.fire();
  }

  @Override
  public void close() {
    service.shutdown();
  }
}
