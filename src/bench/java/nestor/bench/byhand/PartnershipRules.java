package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.less;
import static nestor.bench.byhand.Compare.upTo;
import static nestor.bench.byhand.Compare.yes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How CEO and CTO, and the CTO and the rest, work together. */
final class PartnershipRules {
  private static final Set<String> REVENUE =
      Set.of("revenue-planning", "sales", "investor", "marketing");
  private static final Set<String> BUSINESS = Set.of("revenue", "customer-satisfaction", "cost");

  private PartnershipRules() {}

  static void find(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    if (!shared.missingCeoOrCto) {
      oneOnOnes(data, shared, limits, found);
      contact(data, limits, found);
      decisions(data, limits, found);
      expectations(data, limits, found);
      priorities(data, limits, found);
      lateRequests(data, limits, found);
    }
    if (!shared.missingCto) {
      strategy(data, found);
      forums(data, limits, found);
      objectives(data, found);
      partners(data, tables, limits, found);
    }
    for (Data.Initiative initiative : data.initiatives) {
      if (Compare.positive(initiative.budget()) && initiative.valueStatement() == null) {
        found.add("partnership/value-unspoken", initiative);
      }
    }
  }

  private static boolean both(Data.Meeting meeting) {
    return meeting.participants().contains("CEO") && meeting.participants().contains("CTO");
  }

  private static void oneOnOnes(Data data, Shared shared, Limits limits, Found found) {
    TreeSet<LocalDate> days = new TreeSet<>();
    Set<BigDecimal> rhythms = new HashSet<>();
    boolean frequent = false;
    BigDecimal limit = limits.of("one-on-one-days", shared.emphasis, shared.stage);
    boolean rhythm = false;
    boolean numbered = false;
    for (Data.Meeting meeting : data.meetings) {
      if (!"one-on-one".equals(meeting.format())
          || !both(meeting)
          || !Set.of("CEO", "CTO").containsAll(meeting.participants())) {
        continue;
      }
      if (meeting.date() == null) {
        rhythm = true;
        numbered |= meeting.everyDays() != null;
        frequent |= Compare.atMost(meeting.everyDays(), limit);
        if (meeting.everyDays() != null) {
          rhythms.add(meeting.everyDays());
        }
      } else if (!meeting.date().isAfter(limits.today)) {
        days.add(meeting.date());
      }
    }
    LocalDate since = limits.since("contact-window-days");
    TreeSet<LocalDate> ends = new TreeSet<>(days.tailSet(since));
    ends.add(limits.today);
    BigDecimal gap = medianGap(ends);
    if (days.isEmpty() && !rhythm) {
      found.add("partnership/one-on-one-cadence");
    }
    if (numbered && !frequent && (gap == null || gap.compareTo(limit) > 0)) {
      found.add("partnership/one-on-one-cadence: standing and too rare", rhythms);
    }
    if (rhythm || days.isEmpty()) {
      return;
    }
    LocalDate last = days.last();
    if (gap != null && gap.compareTo(limit) > 0) {
      if (!days.subSet(since, true, last.isBefore(since) ? since : last, false).isEmpty()
          && last.isAfter(since)) {
        found.add("partnership/one-on-one-cadence: held too rarely", gap);
      }
      for (LocalDate day : days) {
        Set<LocalDate> others = new TreeSet<>(days.tailSet(since));
        others.remove(day);
        if (others.isEmpty()) {
          found.add("partnership/one-on-one-cadence: held once", day);
        }
      }
    }
    if (last.isBefore(since)) {
      found.add("partnership/one-on-one-cadence: not for long", last);
    }
  }

  private static @org.jspecify.annotations.Nullable BigDecimal medianGap(TreeSet<LocalDate> days) {
    List<Long> gaps = new ArrayList<>();
    LocalDate former = null;
    for (LocalDate day : days) {
      if (former != null) {
        gaps.add(day.toEpochDay() - former.toEpochDay());
      }
      former = day;
    }
    if (gaps.isEmpty()) {
      return null;
    }
    gaps.sort(null);
    int middle = gaps.size() / 2;
    long twice =
        gaps.size() % 2 == 1 ? 2 * gaps.get(middle) : gaps.get(middle - 1) + gaps.get(middle);
    return BigDecimal.valueOf(twice * 5, 1);
  }

  private static void contact(Data data, Limits limits, Found found) {
    LocalDate since = limits.since("contact-window-days");
    Set<String> ways = new HashSet<>();
    for (Data.Meeting meeting : data.meetings) {
      LocalDate date = meeting.date();
      if (both(meeting)
          && (date == null || (!date.isBefore(since) && !date.isAfter(limits.today)))) {
        String format = meeting.format();
        ways.add("board".equals(format) || "email".equals(format) ? format : "direct");
      }
    }
    if (ways.equals(Set.of("board"))) {
      found.add("partnership/board-and-email-only");
    } else if (ways.equals(Set.of("email"))) {
      found.add("partnership/board-and-email-only: e-mail");
    } else if (ways.equals(Set.of("board", "email"))) {
      found.add("partnership/board-and-email-only: both");
    }
  }

  private static void decisions(Data data, Limits limits, Found found) {
    LocalDate since = limits.since("look-back-days");
    for (Data.Decision decision : data.decisions) {
      if (!yes(decision.inPublic()) || decision.date() == null || decision.date().isBefore(since)) {
        continue;
      }
      String end = decision.subject() == null ? ": no subject on record" : "";
      if ("CTO".equals(decision.madeBy()) && "CEO".equals(decision.overruledBy())) {
        found.add("partnership/public-overruling" + end, decision);
      } else if ("CEO".equals(decision.madeBy()) && "CTO".equals(decision.overruledBy())) {
        found.add("partnership/united-front" + end, decision);
      }
    }
  }

  private static void strategy(Data data, Found found) {
    if (data.strategy.isEmpty()) {
      found.add("partnership/strategy-not-shared: none");
    }
    for (Data.Strategy strategy : data.strategy) {
      if (strategy.sharedWith().isEmpty()) {
        found.add("partnership/strategy-not-shared: told to nobody");
      } else if (!strategy.sharedWith().contains("CTO")) {
        found.add("partnership/strategy-not-shared", strategy);
      }
    }
  }

  private static boolean between(Data.Expectation expectation, String of, String by) {
    return of.equals(expectation.of()) && by.equals(expectation.by());
  }

  private static void expectations(Data data, Limits limits, Found found) {
    List<Data.Expectation> byCeo = new ArrayList<>();
    List<Data.Expectation> byCto = new ArrayList<>();
    for (Data.Expectation expectation : data.expectations) {
      if (expectation.writtenOn() != null) {
        if (between(expectation, "CTO", "CEO")) {
          byCeo.add(expectation);
        } else if (between(expectation, "CEO", "CTO")) {
          byCto.add(expectation);
        }
      }
    }
    if (byCeo.isEmpty() && byCto.isEmpty()) {
      found.add("partnership/expectations-unwritten");
    }
    if (byCeo.isEmpty()) {
      byCto.forEach(e -> found.add("partnership/expectations-unwritten: the CEO's", e));
    }
    if (byCto.isEmpty()) {
      byCeo.forEach(e -> found.add("partnership/expectations-unwritten: the CTO's", e));
    }
    LocalDate since = limits.since("expectations-review-days");
    stale(byCeo, since, found);
    stale(byCto, since, found);
  }

  private static void stale(List<Data.Expectation> written, LocalDate since, Found found) {
    for (Data.Expectation one : written) {
      if (!one.writtenOn().isBefore(since)
          || (one.reviewedOn() != null && !one.reviewedOn().isBefore(since))) {
        return;
      }
    }
    for (Data.Expectation one : written) {
      found.add(
          one.reviewedOn() == null
              ? "partnership/expectations-stale: never reviewed"
              : "partnership/expectations-stale",
          one);
    }
  }

  private static void priorities(Data data, Limits limits, Found found) {
    int top = limits.of("top-priorities").intValue();
    Set<String> ceo = new HashSet<>();
    Set<String> cto = new HashSet<>();
    for (Data.Priority priority : data.priorities) {
      if (priority.rank() != null && priority.rank() <= top) {
        if ("CEO".equals(priority.role())) {
          ceo.add(priority.topic());
        } else if ("CTO".equals(priority.role())) {
          cto.add(priority.topic());
        }
      }
    }
    Set<String> common = new HashSet<>(ceo);
    common.retainAll(cto);
    if (!ceo.isEmpty() && !cto.isEmpty() && common.isEmpty()) {
      found.add("partnership/diverging-priorities");
    }
    if (!common.isEmpty() && common.size() < limits.of("shared-top-priorities").intValue()) {
      found.add("partnership/diverging-priorities: too few in common", common);
    }
  }

  private static void lateRequests(Data data, Limits limits, Found found) {
    int month = 0;
    int window = 0;
    BigDecimal notice = limits.of("late-notice-days");
    LocalDate sinceMonth = limits.since("month-days");
    LocalDate sinceWindow = limits.since("contact-window-days");
    for (Data.Request request : data.requests) {
      if ("CEO".equals(request.from())
          && "CTO".equals(request.to())
          && less(request.noticeDays(), notice)
          && upTo(request.date(), limits.today)) {
        month += request.date().isBefore(sinceMonth) ? 0 : 1;
        window += request.date().isBefore(sinceWindow) ? 0 : 1;
      }
    }
    BigDecimal limit = limits.of("late-requests-per-month");
    if (BigDecimal.valueOf(month).compareTo(limit) > 0) {
      found.add("partnership/last-minute-changes", month);
    }
    if (BigDecimal.valueOf(window)
            .multiply(limits.of("month-days"))
            .compareTo(limit.multiply(limits.of("contact-window-days")))
        > 0) {
      found.add("partnership/last-minute-changes: month after month", window);
    }
  }

  private static void forums(Data data, Limits limits, Found found) {
    LocalDate since = limits.since("look-back-days");
    for (Data.Forum forum : data.forums) {
      if (!REVENUE.contains(forum.kind()) || forum.attendees().contains("CTO")) {
        continue;
      }
      LocalDate held = forum.lastHeldOn();
      if (held == null || held.isAfter(limits.today)) {
        found.add("partnership/revenue-table: no date on record", forum);
      } else if (!held.isBefore(since)) {
        found.add("partnership/revenue-table", forum);
      }
    }
  }

  private static void objectives(Data data, Found found) {
    Set<String> metrics = new HashSet<>();
    for (Data.Objective objective : data.objectives) {
      if ("CTO".equals(objective.role())) {
        if (BUSINESS.contains(objective.metric())) {
          return;
        }
        metrics.add(objective.metric());
      }
    }
    found.add("partnership/business-objectives", metrics);
  }

  private static void partners(Data data, Tables tables, Limits limits, Found found) {
    LocalDate since = limits.since("contact-window-days");
    BigDecimal window = limits.of("contact-window-days");
    Set<String> partners = new HashSet<>();
    for (Data.Meeting meeting : data.meetings) {
      if ("email".equals(meeting.format()) || !meeting.participants().contains("CTO")) {
        continue;
      }
      boolean recent =
          meeting.date() == null
              ? Compare.atMost(meeting.everyDays(), window)
              : !meeting.date().isBefore(since) && !meeting.date().isAfter(limits.today);
      if (recent) {
        for (String partner : meeting.participants()) {
          if (!partner.equals("CTO")
              && !tables.technologyTeams.contains(partner)
              && !tables.customers.contains(partner)) {
            partners.add(partner);
          }
        }
      }
    }
    if (partners.isEmpty()) {
      found.add("partnership/cross-functional: nobody");
    } else if (partners.size() < limits.of("cross-functional-partners").intValue()) {
      found.add("partnership/cross-functional", partners);
    }
  }
}
