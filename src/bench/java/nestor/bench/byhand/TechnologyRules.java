package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.before;
import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.no;
import static nestor.bench.byhand.Compare.positive;
import static nestor.bench.byhand.Compare.yes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Systems, roadmap, initiatives and processes. */
final class TechnologyRules {
  private TechnologyRules() {}

  static void find(Data data, Shared shared, Limits limits, Found found) {
    roadmap(data, shared, limits, found);
    systems(data, limits, found);
    redundant(data, found);
    trends(shared, limits, found);
    initiatives(data, limits, found);
    for (Data.Process process : data.processes) {
      if (yes(process.manual()) && more(process.hoursPerMonth(), limits.of("manual-hours"))) {
        found.add("technology/manual-process", process);
      }
    }
  }

  private static void roadmap(Data data, Shared shared, Limits limits, Found found) {
    if (data.roadmap.isEmpty()) {
      found.add("technology/roadmap");
    }
    for (Data.Roadmap roadmap : data.roadmap) {
      if (less(roadmap.years(), limits.of("roadmap-years"))) {
        found.add("technology/roadmap: too short", roadmap);
      }
      if (roadmap.updatedOn() == null) {
        found.add("technology/roadmap: no date", roadmap);
      } else if (roadmap.updatedOn().isBefore(limits.since("roadmap-update-days"))) {
        found.add("technology/roadmap: updated too long ago", roadmap);
      }
      for (Data.Strategy strategy : data.strategy) {
        if (before(roadmap.updatedOn(), strategy.statedOn())) {
          found.add("technology/roadmap-behind-strategy", roadmap);
        }
      }
      if (!shared.missingCeo) {
        if (roadmap.agreedWith().isEmpty()) {
          found.add("technology/roadmap-behind-strategy: agreed with nobody", roadmap);
        } else if (!roadmap.agreedWith().contains("CEO")) {
          found.add("technology/roadmap-behind-strategy: not agreed with the CEO", roadmap);
        }
      }
    }
  }

  private static void systems(Data data, Limits limits, Found found) {
    LocalDate fit = limits.since("fit-review-days");
    for (Data.System system : data.systems) {
      if (no(system.meetsDemand())) {
        found.add("technology/wrong-tool", system);
        if ("relational".equals(system.storage())
            && more(system.dataGb(), limits.of("relational-gb"))) {
          if (system.workloads().contains("analytics")) {
            found.add("technology/outgrown-database", system);
          }
          if (system.workloads().contains("search")) {
            found.add("technology/outgrown-database: search", system);
          }
        }
      }
      if (yes(system.critical())) {
        if (system.fitReviewedOn() == null) {
          found.add("technology/fit-review", system);
        } else if (system.fitReviewedOn().isBefore(fit)) {
          found.add("technology/fit-review: too long ago", system);
        }
        if (more(system.peakLoad(), limits.of("peak-load"))) {
          found.add("technology/no-headroom", system);
        }
      }
      if (less(system.utilisation(), limits.of("utilisation"))) {
        found.add("technology/under-used", system);
      }
    }
  }

  private static void redundant(Data data, Found found) {
    Map<String, Set<String>> active = new HashMap<>();
    for (Data.System system : data.systems) {
      if (system.capability() != null
          && (system.lifecycle() == null || system.lifecycle().equals("active"))) {
        active
            .computeIfAbsent(system.capability(), c -> new HashSet<>())
            .add(String.valueOf(system.name()));
      }
    }
    active.forEach(
        (capability, systems) -> {
          if (systems.size() > 1) {
            found.add("technology/redundant", capability);
          }
        });
  }

  private static void trends(Shared shared, Limits limits, Found found) {
    String practice = "technology-trend-review";
    if (shared.practices(practice).isEmpty()) {
      found.add("technology/trend-review");
    } else if (shared.notInPlace(practice)) {
      found.add("technology/trend-review: not in place");
    }
    if (shared.neverDone(practice)) {
      found.add("technology/trend-review: never done");
    }
    for (LocalDate last : shared.doneBefore(practice, limits.since("trend-review-days"))) {
      found.add("technology/trend-review: too long ago", last);
    }
  }

  private static void initiatives(Data data, Limits limits, Found found) {
    boolean tries = false;
    for (Data.Initiative initiative : data.initiatives) {
      boolean emerging = "emerging-technology".equals(initiative.kind());
      tries |= emerging || "pilot".equals(initiative.kind());
      if (initiative.businessGoal() == null) {
        found.add("technology/goalless-initiative", initiative);
      }
      if (emerging && positive(initiative.budget())) {
        if (initiative.pilotedOn() == null) {
          found.add("technology/bandwagon", initiative);
        } else if (initiative.pilotedOn().isAfter(limits.today)) {
          found.add("technology/bandwagon: a pilot still to come", initiative);
        }
      }
      if ("product".equals(initiative.kind()) && no(initiative.adoptedInternally())) {
        found.add("technology/internal-adoption", initiative);
      }
    }
    if (data.initiatives.isEmpty()) {
      found.add("technology/no-experiments: no initiative at all");
    } else if (!tries) {
      found.add("technology/no-experiments");
    }
  }

  static void transformation(Data data, Shared shared, Limits limits, Found found) {
    boolean matters =
        shared.emphasis.equals("technology-led") || shared.emphasis.equals("balanced");
    boolean any = false;
    boolean ranked = false;
    BigDecimal top = limits.of("top-priorities");
    for (Data.Initiative initiative : data.initiatives) {
      if ("digital-transformation".equals(initiative.kind())) {
        any = true;
        ranked |=
            initiative.rank() != null && BigDecimal.valueOf(initiative.rank()).compareTo(top) <= 0;
      }
    }
    if (matters && !any) {
      found.add("transformation/not-in-top-three");
    }
    for (Data.Initiative initiative : data.initiatives) {
      if (!"digital-transformation".equals(initiative.kind())) {
        continue;
      }
      if (matters && !ranked) {
        found.add("transformation/not-in-top-three: ranked too low", initiative);
      }
      if (!shared.missingCeoOrCto) {
        boolean ceo = initiative.sponsors().contains("CEO");
        boolean cto = initiative.sponsors().contains("CTO");
        if (!ceo && !cto) {
          found.add("transformation/sponsorship", initiative);
        } else if (!ceo) {
          found.add("transformation/sponsorship: without the CEO", initiative);
        } else if (!cto) {
          found.add("transformation/sponsorship: without the CTO", initiative);
        }
      }
      if (BigDecimal.valueOf(initiative.buyInFrom().size()).compareTo(limits.of("buy-in-roles"))
          < 0) {
        found.add("transformation/buy-in", initiative);
      }
    }
  }
}
