package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.no;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who leads, who decides what, and how central technology is. */
final class RoleRules {
  private static final Set<String> CIO_METRICS = Set.of("uptime", "security", "cost");
  private static final Set<String> CTO_METRICS =
      Set.of("innovation", "revenue", "customer-satisfaction");

  private RoleRules() {}

  static void find(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    emphasis(shared, tables, found);
    areas(shared, tables, found);
    pairs(data, shared, tables, limits, found);
    time(shared, limits, found);
    metrics(data, shared, found);
    reporting(data, found);
  }

  private static void emphasis(Shared shared, Tables tables, Found found) {
    Data.Organisation organisation = shared.organisation;
    String stated = organisation.technologyRole();
    String industry = organisation.industry();
    boolean usual =
        stated == null && industry != null && tables.roleOfIndustry.containsKey(industry);
    switch (shared.emphasis) {
      case "technology-led" -> {
        if (shared.missingCto) {
          found.add("role-emphasis/technology-led: no CTO yet");
        } else if (usual) {
          found.add("role-emphasis/technology-led", industry);
        }
        if (!shared.missingCto && "integral".equals(stated)) {
          found.add("role-emphasis/technology-led: as stated");
        }
      }
      case "business-led" -> {
        if (usual) {
          found.add("role-emphasis/business-led", industry);
        }
        if ("supporting".equals(stated)) {
          found.add("role-emphasis/business-led: as stated");
        }
      }
      case "balanced" -> {
        if (usual) {
          found.add("role-emphasis/balanced", industry);
        }
        if ("important".equals(stated)) {
          found.add("role-emphasis/balanced: as stated");
        }
      }
      default -> {}
    }
    if (stated == null && (industry == null || !tables.roleOfIndustry.containsKey(industry))) {
      found.add("role-emphasis/unassessed-industry");
    }
  }

  private static void areas(Shared shared, Tables tables, Found found) {
    for (Map.Entry<String, Set<String>> decided : shared.deciders.entrySet()) {
      Tables.Area area = tables.areas.get(decided.getKey());
      Set<String> roles = decided.getValue();
      if (roles.size() > 1) {
        found.add("role-emphasis/overlap", decided.getKey());
      }
      if (area == null) {
        continue;
      }
      boolean ceo = roles.contains("CEO");
      boolean cto = roles.contains("CTO");
      if (!shared.missingCeoOrCto) {
        if (ceo && area.side().equals("technology") && shared.emphasis.equals("technology-led")) {
          found.add("role-emphasis/mismatch", area);
        }
        if (cto && area.side().equals("business") && shared.emphasis.equals("business-led")) {
          found.add("role-emphasis/mismatch: business-led", area);
        }
      }
      int pairs = shared.ctos * shared.cios;
      for (int i = 0; i < pairs; i++) {
        if (roles.contains("CIO") && area.facing().equals("external")) {
          found.add("role-emphasis/crossed-focus", area);
        }
        if (cto && area.facing().equals("internal")) {
          found.add("role-emphasis/crossed-focus: internal with the CTO", area);
        }
      }
    }
    for (Tables.Area area : tables.coreAreas) {
      if (!shared.deciders.containsKey(area.area())) {
        found.add("role-emphasis/unowned-area", area);
      }
    }
  }

  private static void pairs(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    Integer employees = shared.organisation.employees();
    boolean large =
        "enterprise".equals(shared.organisation.stage())
            || (employees != null
                && more(BigDecimal.valueOf(employees), limits.of("cio-employees")));
    if (large && shared.cios == 0 && !shared.missingCto) {
      Set<String> internal = new HashSet<>();
      for (Map.Entry<String, Set<String>> decided : shared.deciders.entrySet()) {
        Tables.Area area = tables.areas.get(decided.getKey());
        if (area != null
            && area.facing().equals("internal")
            && decided.getValue().contains("CTO")) {
          internal.add(area.label());
        }
      }
      if (!internal.isEmpty()) {
        found.add("role-emphasis/appoint-cio", internal);
      }
    }
    if (shared.smallPair) {
      Set<String> areas = new HashSet<>();
      for (Data.Responsibility responsibility : data.responsibilities) {
        if ("CIO".equals(responsibility.role())) {
          areas.add(responsibility.area());
        }
      }
      Set<String> both = new HashSet<>();
      for (Data.Responsibility responsibility : data.responsibilities) {
        if ("CTO".equals(responsibility.role()) && areas.contains(responsibility.area())) {
          both.add(responsibility.area());
        }
      }
      if (!both.isEmpty()) {
        found.add("role-emphasis/combine-roles", both);
      }
    }
  }

  private static void time(Shared shared, Limits limits, Found found) {
    if (shared.missingCto) {
      return;
    }
    BigDecimal fires = shared.time("operations").add(shared.time("firefighting"));
    if ("startup".equals(shared.organisation.stage())
        && more(fires, limits.of("startup-firefighting-share"))) {
      found.add("role-emphasis/start-up-firefighting", fires);
    }
    if ("enterprise".equals(shared.organisation.stage())
        && more(shared.time("meetings"), limits.of("enterprise-meeting-share"))) {
      found.add("role-emphasis/enterprise-stakeholders");
    }
  }

  private static void metrics(Data data, Shared shared, Found found) {
    boolean cio = false;
    boolean cto = false;
    boolean cioFits = false;
    boolean ctoFits = false;
    for (Data.Objective objective : data.objectives) {
      if ("CIO".equals(objective.role())) {
        cio = true;
        cioFits |= CIO_METRICS.contains(objective.metric());
      } else if ("CTO".equals(objective.role())) {
        cto = true;
        ctoFits |= CTO_METRICS.contains(objective.metric());
      }
    }
    if (cio && !cioFits && !shared.missingCio) {
      found.add("role-emphasis/wrong-metrics");
    }
    if (cto && !ctoFits && !shared.missingCto) {
      found.add("role-emphasis/wrong-metrics: the CTO");
    }
  }

  private static void reporting(Data data, Found found) {
    for (Data.Executive executive : data.executives) {
      String to = executive.reportsTo();
      boolean cto = "CTO".equals(executive.role());
      boolean cio = "CIO".equals(executive.role());
      if ((cto || cio) && to == null) {
        found.add("role-emphasis/reporting-line", executive);
      }
      if (cto && to != null && !to.equals("CEO") && !to.equals("COO")) {
        found.add("role-emphasis/reporting-line: the CTO to another role", executive);
      }
      if (cio && to != null && !to.equals("CEO") && !to.equals("CFO")) {
        found.add("role-emphasis/reporting-line: the CIO to another role", executive);
      }
      if (cto && no(executive.inExecutiveTeam())) {
        found.add("role-emphasis/outside-executive-team", executive);
      }
    }
  }
}
