package nestor.bench.byhand;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;

/** The shipped guidance in plain Java, once for every set of thresholds. */
public final class ByHand {
  private final Tables tables;
  private final List<Limits> limits = new ArrayList<>();
  private final Predicate<String> isCritical;

  /**
   * The guidance with the tables and numbers of a rulebook.
   *
   * @param suffixes what the names of each set of thresholds end in
   */
  public ByHand(Rulebook rulebook, List<String> suffixes, LocalDate today) {
    tables = new Tables(rulebook);
    suffixes.forEach(suffix -> limits.add(new Limits(rulebook, suffix, today)));
    Set<String> critical = new HashSet<>();
    rulebook
        .rules()
        .forEach(
            (id, rule) -> {
              if (rule.metadata().priority() == nestor.rulebook.Priority.CRITICAL) {
                critical.add(id);
              }
            });
    isCritical = critical::contains;
  }

  /** All matches for one organisation. */
  public List<Found> find(Dossier dossier) {
    Data data = new Data(dossier);
    List<Found> all = new ArrayList<>();
    for (Limits own : limits) {
      Found found = new Found();
      find(data, own, found);
      all.add(found);
    }
    return all;
  }

  private void find(Data data, Limits own, Found found) {
    Shared shared = new Shared(data, tables, own);
    SecurityRules.find(data, shared, tables, own, found);
    Set<String> critical = new HashSet<>();
    for (Found.Match match : found.matches()) {
      int colon = match.rule().indexOf(':');
      String rule = colon < 0 ? match.rule() : match.rule().substring(0, colon);
      if (isCritical.test(rule) || match.rule().equals("security/secret-leak: after a leak")) {
        critical.add(rule);
      }
    }
    SecurityRules.clientTrust(data, tables, critical, found);
    RoleRules.find(data, shared, tables, own, found);
    PartnershipRules.find(data, shared, tables, own, found);
    CustomerRules.find(data, shared, tables, own, found);
    WorkRules.find(data, shared, tables, own, found);
    MoneyRules.find(data, shared, own, found);
    PeopleRules.find(data, shared, own, found);
    TechnologyRules.find(data, shared, own, found);
    TechnologyRules.transformation(data, shared, own, found);
    OtherRules.find(data, shared, own, found);
  }
}
