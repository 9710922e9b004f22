package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.atMost;
import static nestor.bench.byhand.Compare.before;
import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.no;
import static nestor.bench.byhand.Compare.yes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** CIO and CTO together, suppliers, and the environment. */
final class OtherRules {
  private OtherRules() {}

  static void find(Data data, Shared shared, Limits limits, Found found) {
    if (shared.cios > 0 && shared.ctos > 0 && !shared.knownSmallPair) {
      together(data, shared, limits, found);
      meetings(data, limits, found);
    }
    suppliers(data, limits, found);
    goals(data, limits, found);
  }

  private static void together(Data data, Shared shared, Limits limits, Found found) {
    int top = limits.of("top-priorities").intValue();
    Set<String> cio = new HashSet<>();
    Set<String> cto = new HashSet<>();
    for (Data.Priority priority : data.priorities) {
      if (priority.rank() != null && priority.rank() <= top) {
        if ("CIO".equals(priority.role())) {
          cio.add(priority.topic());
        } else if ("CTO".equals(priority.role())) {
          cto.add(priority.topic());
        }
      }
    }
    cio.retainAll(cto);
    if (cio.isEmpty()) {
      found.add("collaboration/shared-vision");
    }
    for (Data.Practice plan : shared.practices("incident-response-plan")) {
      boolean ofCio = plan.owners().contains("CIO");
      boolean ofCto = plan.owners().contains("CTO");
      if (ofCio && !ofCto) {
        found.add("collaboration/joint-incident-response", plan);
      } else if (ofCto && !ofCio) {
        found.add("collaboration/joint-incident-response: the CTO alone", plan);
      }
    }
    for (Data.Practice plan : shared.practices("skills-plan")) {
      if (yes(plan.inPlace()) && (plan.owners().contains("CIO") || plan.owners().contains("CTO"))) {
        return;
      }
    }
    for (Data.Vacancy vacancy : data.vacancies) {
      if (yes(vacancy.technical())) {
        found.add("collaboration/skills-together");
        break;
      }
    }
    for (Data.Initiative initiative : data.initiatives) {
      if (no(initiative.skillsReady())) {
        found.add("collaboration/skills-together: skills missing", initiative);
      }
    }
  }

  private static void meetings(Data data, Limits limits, Found found) {
    TreeSet<LocalDate> days = new TreeSet<>();
    Set<Object> rhythms = new HashSet<>();
    boolean frequent = false;
    BigDecimal limit = limits.of("joint-planning-days");
    for (Data.Meeting meeting : data.meetings) {
      if ("email".equals(meeting.format())
          || !meeting.participants().contains("CIO")
          || !meeting.participants().contains("CTO")) {
        continue;
      }
      if (meeting.date() != null && !meeting.date().isAfter(limits.today)) {
        days.add(meeting.date());
      }
      if (meeting.date() == null || meeting.everyDays() != null) {
        rhythms.add(meeting.everyDays() == null ? "" : meeting.everyDays());
        frequent |= atMost(meeting.everyDays(), limit);
      }
    }
    LocalDate since = limits.since("joint-planning-days");
    if (rhythms.isEmpty() && days.isEmpty()) {
      found.add("collaboration/joint-planning");
    } else if (rhythms.isEmpty() && days.last().isBefore(since)) {
      found.add("collaboration/joint-planning: too long ago", days.last());
    }
    if (!frequent && (days.isEmpty() || days.last().isBefore(since))) {
      for (Object rhythm : rhythms) {
        found.add("collaboration/joint-planning: too rarely", rhythm);
      }
    }
  }

  private static void suppliers(Data data, Limits limits, Found found) {
    LocalDate roadmap = limits.since("roadmap-review-days");
    LocalDate contract = limits.since("contract-review-days");
    for (Data.Supplier supplier : data.suppliers) {
      if (yes(supplier.critical())) {
        if (supplier.roadmapReviewedOn() == null) {
          found.add("suppliers/roadmap-unknown", supplier);
        } else if (supplier.roadmapReviewedOn().isBefore(roadmap)) {
          found.add("suppliers/roadmap-unknown: too long ago", supplier);
        }
        if (supplier.owner() == null) {
          found.add("suppliers/unmanaged", supplier);
        }
        if (supplier.contractReviewedOn() == null) {
          found.add("suppliers/unmanaged: contract never reviewed", supplier);
        } else if (supplier.contractReviewedOn().isBefore(contract)) {
          found.add("suppliers/unmanaged: contract reviewed too long ago", supplier);
        }
      }
      if (less(supplier.onTimeRate(), limits.of("on-time-rate"))) {
        found.add("suppliers/unreliable-delivery", supplier);
      }
      if ("data".equals(supplier.provides())
          && atMost(supplier.dataQuality(), limits.of("data-quality-score"))) {
        found.add("suppliers/data-quality", supplier);
      }
    }
  }

  private static void goals(Data data, Limits limits, Found found) {
    if (data.environmentalGoals.isEmpty()) {
      found.add("sustainability/no-targets");
    }
    boolean beyond = false;
    for (Data.EnvironmentalGoal goal : data.environmentalGoals) {
      beyond |= yes(goal.beyondLegal());
    }
    LocalDate since = limits.since("goal-measure-days");
    for (Data.EnvironmentalGoal goal : data.environmentalGoals) {
      if (goal.target() == null) {
        found.add(
            goal.indicator() == null
                ? "sustainability/no-targets: neither target nor indicator"
                : "sustainability/no-targets: no target",
            goal);
      } else if (goal.indicator() == null) {
        found.add("sustainability/no-targets: no indicator", goal);
      }
      if (!beyond) {
        found.add("sustainability/legal-minimum", goal);
      }
      if (goal.measuredOn() == null) {
        found.add("sustainability/not-measured", goal);
      } else if (before(goal.measuredOn(), since)) {
        found.add("sustainability/not-measured: too long ago", goal);
      }
      if (goal.owner() == null) {
        found.add("sustainability/unowned", goal);
      }
    }
  }
}
