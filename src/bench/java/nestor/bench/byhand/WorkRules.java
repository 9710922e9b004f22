package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.more;
import static nestor.bench.byhand.Compare.no;
import static nestor.bench.byhand.Compare.overShare;
import static nestor.bench.byhand.Compare.positive;
import static nestor.bench.byhand.Compare.yes;

import java.math.BigDecimal;
import java.time.LocalDate;

/** How work is handed on and delivered. */
final class WorkRules {
  private WorkRules() {}

  static void find(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    authority(data, shared, limits, found);
    decisions(data, shared, tables, limits, found);
    if (!shared.missingCto) {
      time(data, shared, limits, found);
      leadership(data, shared, limits, found);
    }
    projects(data, shared, limits, found);
    sales(data, shared, tables, found);
    requests(data, shared, limits, found);
  }

  private static void authority(Data data, Shared shared, Limits limits, Found found) {
    BigDecimal budget = shared.budget(data, "technology");
    BigDecimal share = limits.of("cto-authority-share", shared.emphasis, shared.stage);
    BigDecimal least = budget == null ? BigDecimal.ZERO : budget.multiply(share);
    for (Data.Executive executive : data.executives) {
      if (!"CTO".equals(executive.role())) {
        continue;
      }
      BigDecimal authority = executive.spendingAuthority();
      if (authority != null && authority.signum() == 0) {
        found.add("delegation/cto-authority", executive);
      } else if (positive(authority) && less(authority, least)) {
        found.add("delegation/cto-authority: too little", executive);
      }
      if (executive.directReports() != null
          && BigDecimal.valueOf(executive.directReports()).compareTo(limits.of("direct-reports"))
              > 0) {
        found.add("delegation/too-many-reports", executive);
      }
    }
  }

  private static void decisions(
      Data data, Shared shared, Tables tables, Limits limits, Found found) {
    int all = 0;
    int up = 0;
    int own = 0;
    for (Data.Decision decision : data.decisions) {
      Tables.Area area = tables.areas.get(String.valueOf(decision.area()));
      if (area != null && area.side().equals("technology")) {
        all++;
        up += "CEO".equals(decision.escalatedTo()) ? 1 : 0;
        own += "CTO".equals(decision.madeBy()) ? 1 : 0;
      }
    }
    if (BigDecimal.valueOf(all).compareTo(limits.of("enough-decisions")) < 0) {
      return;
    }
    if (!shared.missingCeo && overShare(up, all - up, limits.of("escalation-share"))) {
      found.add("delegation/escalations", up);
    }
    BigDecimal most = limits.of("cto-decision-share", shared.emphasis, shared.stage);
    if (!shared.missingCto && overShare(own, all - own, most)) {
      found.add("delegation/cascade", own);
    }
  }

  private static void time(Data data, Shared shared, Limits limits, Found found) {
    BigDecimal thinking = shared.time("strategy").add(shared.time("learning"));
    if (less(thinking, limits.of("thinking-share", shared.emphasis, shared.stage))) {
      found.add("delegation/thinking-time", thinking);
    }
    BigDecimal weeds =
        shared.time("coding").add(shared.time("operations")).add(shared.time("firefighting"));
    if (more(weeds, limits.of("weeds-share", shared.emphasis, shared.stage))) {
      found.add("delegation/in-the-weeds", weeds);
    }
    for (Data.TimeShare share : data.time) {
      if ("CTO".equals(share.role()) && "slack".equals(share.activity())) {
        if (less(shared.time("slack"), limits.of("slack-share"))) {
          found.add("delegation/no-slack");
        }
        return;
      }
    }
  }

  private static void leadership(Data data, Shared shared, Limits limits, Found found) {
    BigDecimal technology = shared.budget(data, "technology");
    BigDecimal leadership = shared.budget(data, "leadership-development");
    BigDecimal budget = technology == null ? BigDecimal.ZERO : technology;
    BigDecimal funds = leadership == null ? BigDecimal.ZERO : leadership;
    if (funds.signum() == 0 && budget.signum() > 0) {
      found.add("delegation/invest-in-the-jockey");
    }
    if (funds.signum() > 0
        && funds.compareTo(budget.multiply(limits.of("leadership-budget-share"))) < 0) {
      found.add("delegation/invest-in-the-jockey: too little", funds);
    }
  }

  private static void projects(Data data, Shared shared, Limits limits, Found found) {
    int complete = 0;
    int incomplete = 0;
    int alone = 0;
    int waiting = 0;
    for (Data.Project project : shared.late) {
      complete += yes(project.specificationComplete()) ? 1 : 0;
      incomplete += no(project.specificationComplete()) ? 1 : 0;
      alone += project.waitedOn().isEmpty() ? 1 : 0;
      waiting += project.waitedOn().isEmpty() ? 0 : 1;
      if (project.changesAfterStart() != null
          && BigDecimal.valueOf(project.changesAfterStart())
                  .compareTo(limits.of("changes-after-start"))
              >= 0) {
        found.add("delivery/moving-target", project);
      }
    }
    BigDecimal limit = limits.of("late-cause-share");
    if (overShare(incomplete, complete, limit)) {
      found.add("delivery/incomplete-specifications", incomplete);
    }
    if (overShare(waiting, alone, limit)) {
      found.add("delivery/waiting-on-others", waiting);
    }
    if (shared.slips(limits)) {
      found.add("delivery/slipping");
    }
    for (Data.Project project : data.projects) {
      LocalDate due = project.due();
      if (due == null
          || (project.deliveredOn() == null
              ? !due.isBefore(limits.today)
              : !project.deliveredOn().isAfter(due))) {
        continue;
      }
      if (less(project.slipToldDays(), limits.of("slip-notice-days"))) {
        found.add("delivery/dates-not-communicated", project);
      }
      if (no(project.agreedWithBusiness())) {
        found.add("delivery/dates-not-communicated: date never agreed", project);
      }
    }
  }

  private static void sales(Data data, Shared shared, Tables tables, Found found) {
    for (Data.Commitment commitment : data.commitments) {
      if (no(commitment.agreedWithTechnology())) {
        found.add("delivery/sales-overcommitment", commitment);
      }
    }
    if (shared.uncleared > 0) {
      for (Data.Incentive incentive : data.incentives) {
        if ("signature".equals(incentive.paidOn())
            && tables.salesRoles.contains(String.valueOf(incentive.role()))) {
          found.add("delivery/sales-incentives");
          return;
        }
      }
    }
  }

  private static void requests(Data data, Shared shared, Limits limits, Found found) {
    if (shared.missingCto || shared.slips(limits) || shared.uncleared > 0) {
      return;
    }
    int met = 0;
    int declined = 0;
    for (Data.Request request : data.requests) {
      if ("CTO".equals(request.to())) {
        if (yes(request.accepted()) || yes(request.alternativeOffered())) {
          met++;
        } else if (no(request.accepted()) && no(request.alternativeOffered())) {
          declined++;
        }
      }
    }
    if (BigDecimal.valueOf(met + (long) declined).compareTo(limits.of("enough-requests")) >= 0
        && overShare(declined, met, limits.of("declined-share"))) {
      found.add("delivery/nay-sayer", declined);
    }
  }
}
