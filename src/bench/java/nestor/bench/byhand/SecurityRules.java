package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.before;
import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.no;
import static nestor.bench.byhand.Compare.yes;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Security, backups, incidents, risks and regulations. */
final class SecurityRules {
  private SecurityRules() {}

  static void find(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    priorities(data, tables, limits, found);
    improvement(shared, limits, found);
    practice(shared, "security/incident-response", "incident-response-plan", found);
    done(
        shared,
        limits,
        "security/incident-response: never rehearsed",
        "incident-response-plan",
        "security/incident-response: rehearsed too long ago",
        "incident-plan-days",
        found);
    practice(shared, "security/staff-awareness", "staff-awareness-training", found);
    done(
        shared,
        limits,
        "security/staff-awareness: never held",
        "staff-awareness-training",
        "security/staff-awareness: held too long ago",
        "awareness-days",
        found);
    coverage(shared, limits, found);
    practice(shared, "security/secret-leak", "secret-rotation", found);
    practice(shared, "security/risk-assessment", "risk-assessment", found);
    done(
        shared,
        limits,
        "security/risk-assessment: never done",
        "risk-assessment",
        "security/risk-assessment: too long ago",
        "risk-assessment-days",
        found);
    practice(shared, "security/monitoring", "vulnerability-monitoring", found);
    practice(shared, "security/data-governance", "data-governance-policy", found);
    governance(shared, found);
    apis(data, found);
    new Backups(data, limits, found).find();
    incidents(data, limits, found);
    regulations(data, tables, limits, found);
    support(data, limits, found);
    risks(data, limits, found);
    awareness(data, shared, found);
  }

  private static void priorities(Data data, Tables tables, Limits limits, Found found) {
    boolean any = false;
    int top = limits.of("top-priorities").intValue();
    for (Data.Priority priority : data.priorities) {
      if ("CEO".equals(priority.role()) || "CTO".equals(priority.role())) {
        any = true;
        if (priority.rank() != null
            && priority.rank() <= top
            && tables.securityTopics.contains(priority.topic())) {
          return;
        }
      }
    }
    if (any) {
      found.add("security/not-a-priority");
    }
  }

  private static void practice(Shared shared, String rule, String practice, Found found) {
    if (shared.practices(practice).isEmpty()) {
      found.add(rule);
    } else if (shared.notInPlace(practice)) {
      found.add(rule + ": not in place");
    }
  }

  private static void done(
      Shared shared,
      Limits limits,
      String never,
      String practice,
      String tooLongAgo,
      String limit,
      Found found) {
    if (shared.neverDone(practice)) {
      found.add(never);
    }
    for (LocalDate last : shared.doneBefore(practice, limits.since(limit))) {
      found.add(tooLongAgo, last);
    }
  }

  private static void improvement(Shared shared, Limits limits, Found found) {
    practice(shared, "security/no-improvement-date", "security-improvement-plan", found);
    boolean dated = false;
    LocalDate latest = null;
    List<Data.Practice> plans = shared.practices("security-improvement-plan");
    for (Data.Practice plan : plans) {
      if (plan.dueBy() != null && yes(plan.inPlace())) {
        dated = true;
        latest = latest == null || plan.dueBy().isAfter(latest) ? plan.dueBy() : latest;
      }
    }
    for (Data.Practice plan : plans) {
      if (no(plan.inPlace())) {
        continue;
      }
      if (plan.dueBy() == null && !dated) {
        found.add("security/no-improvement-date: no date", plan);
      }
      if (before(plan.dueBy(), limits.today) && !before(plan.dueBy(), latest)) {
        found.add("security/no-improvement-date: overdue", plan);
      }
    }
  }

  private static void coverage(Shared shared, Limits limits, Found found) {
    List<Data.Practice> trainings = shared.practices("staff-awareness-training");
    for (Data.Practice training : trainings) {
      if (yes(training.inPlace())
          && training.coverage() != null
          && !less(training.coverage(), limits.of("awareness-coverage"))) {
        return;
      }
    }
    for (Data.Practice training : trainings) {
      if (!no(training.inPlace()) && less(training.coverage(), limits.of("awareness-coverage"))) {
        found.add("security/staff-awareness: too few reached", training);
      }
    }
  }

  private static void governance(Shared shared, Found found) {
    List<Data.Practice> policies = shared.practices("data-governance-policy");
    boolean both = false;
    boolean owned = false;
    for (Data.Practice policy : policies) {
      if (yes(policy.inPlace())) {
        owned |= !policy.owners().isEmpty();
        both |= policy.owners().contains("CIO") && policy.owners().contains("CTO");
      }
    }
    int pairs = shared.ctos * shared.cios;
    for (Data.Practice policy : policies) {
      if (no(policy.inPlace())) {
        continue;
      }
      List<String> owners = policy.owners();
      boolean together = owners.contains("CIO") && owners.contains("CTO");
      for (int i = 0; i < pairs; i++) {
        if (!owners.isEmpty() && !together && !both) {
          found.add("security/data-governance: not owned together", policy);
        }
        if (owners.isEmpty() && !owned) {
          found.add("security/data-governance: no owner", policy);
        }
      }
    }
  }

  private static void apis(Data data, Found found) {
    for (Data.Api api : data.apis) {
      if (yes(api.external()) && yes(api.exposesData())) {
        boolean untracked = no(api.usageTracked());
        boolean unstopped = no(api.automaticStop());
        if (untracked && unstopped) {
          found.add("security/data-theft-api", api);
        } else if (untracked) {
          found.add("security/data-theft-api: not tracked", api);
        } else if (unstopped) {
          found.add("security/data-theft-api: not stopped", api);
        }
      }
    }
  }

  private static void incidents(Data data, Limits limits, Found found) {
    LocalDate since = limits.since("look-back-days");
    for (Data.Incident incident : data.incidents) {
      if (incident.date() == null || incident.date().isBefore(since)) {
        continue;
      }
      if ("key-leak".equals(incident.kind())
          && more(incident.hoursToContain(), limits.of("key-leak-hours"))) {
        found.add("security/secret-leak: after a leak", incident);
      }
      if (no(incident.reviewed())) {
        found.add("security/incident-follow-up", incident);
      }
      if (more(incident.hoursToContain(), limits.of("containment-hours"))) {
        found.add("security/incident-follow-up: contained too late", incident);
      }
    }
  }

  private static void regulations(Data data, Tables tables, Limits limits, Found found) {
    Data.Organisation organisation = data.organisation.get(0);
    Set<String> regions = new HashSet<>(organisation.regions());
    for (String named : organisation.regions()) {
      for (Tables.Part part : tables.parts) {
        if (part.country().equals(named) || named.startsWith(part.parts())) {
          regions.add(part.region());
        }
      }
    }
    Map<String, List<Data.Regulation>> byName = new HashMap<>();
    for (Data.Regulation regulation : data.regulations) {
      byName
          .computeIfAbsent(String.valueOf(regulation.name()), n -> new ArrayList<>())
          .add(regulation);
    }
    for (Tables.Trigger trigger : tables.triggers) {
      if (!organisation.dataKinds().contains(trigger.kind())
          || !regions.contains(trigger.region())) {
        continue;
      }
      List<Data.Regulation> kept = byName.getOrDefault(trigger.name(), List.of());
      if (kept.isEmpty()) {
        found.add("security/regulation-uncovered", trigger);
      }
      for (Data.Regulation regulation : kept) {
        if (regulation.owner() == null) {
          found.add("security/regulation-uncovered: nobody owns it", regulation);
        }
        if (no(regulation.compliant())) {
          found.add("security/regulation-uncovered: not compliant", regulation);
        }
        if (regulation.lastAudit() == null) {
          found.add("security/regulation-uncovered: never audited", regulation);
        } else if (regulation.lastAudit().isBefore(limits.since("audit-days"))) {
          found.add("security/regulation-uncovered: audited too long ago", regulation);
        }
      }
    }
  }

  private static void support(Data data, Limits limits, Found found) {
    for (Data.System system : data.systems) {
      LocalDate end = system.supportedUntil();
      if (end == null) {
        continue;
      }
      if (end.isBefore(limits.today)) {
        found.add("security/unsupported-systems", system);
      } else if (!end.isAfter(limits.until("support-notice-days"))) {
        found.add("security/unsupported-systems: soon", system);
      }
    }
  }

  private static void risks(Data data, Limits limits, Found found) {
    for (Data.Risk risk : data.risks) {
      if (!"high".equals(risk.level()) || risk.closedOn() != null) {
        continue;
      }
      if (risk.owner() == null) {
        found.add("security/risk-untreated", risk);
      }
      if (risk.dueBy() == null) {
        found.add("security/risk-untreated: no date", risk);
      } else if (risk.dueBy().isBefore(limits.today)) {
        found.add("security/risk-untreated: overdue", risk);
      }
    }
  }

  private static void awareness(Data data, Shared shared, Found found) {
    Set<String> offered = new HashSet<>();
    for (Data.Api api : data.apis) {
      if (yes(api.external()) && api.name() != null) {
        offered.add(api.name());
      }
    }
    for (Data.Initiative initiative : data.initiatives) {
      if ("product".equals(initiative.kind()) && initiative.name() != null) {
        offered.add(initiative.name());
      }
    }
    if (!offered.isEmpty()) {
      practice(shared, "security/user-awareness", "user-security-guidance", found);
    }
  }

  /** The rule that looks at what the others found; the last to be asked. */
  static void clientTrust(Data data, Tables tables, Set<String> criticalRules, Found found) {
    Data.Organisation organisation = data.organisation.get(0);
    if (!organisation.dataKinds().contains("client")) {
      return;
    }
    boolean trusted =
        organisation.industry() != null && tables.trustSectors.contains(organisation.industry());
    for (String sector : organisation.clientSectors()) {
      trusted |= tables.trustSectors.contains(sector);
    }
    if (trusted && !criticalRules.isEmpty()) {
      found.add("security/client-trust", criticalRules);
    }
  }
}
