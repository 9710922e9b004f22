package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.positive;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who hears customers, and what is done for them. */
final class CustomerRules {
  private CustomerRules() {}

  /** The contacts of one side with customers. */
  private static final class Contacts {
    final TreeSet<LocalDate> days = new TreeSet<>();
    boolean regular;
    boolean numbered;
    boolean frequent;

    void add(Data.Meeting meeting, BigDecimal limit, LocalDate today) {
      if (meeting.date() == null) {
        regular = true;
        numbered |= meeting.everyDays() != null;
        frequent |= Compare.atMost(meeting.everyDays(), limit);
      } else if (!meeting.date().isAfter(today)) {
        days.add(meeting.date());
      }
    }
  }

  static void find(Data data, Shared shared, Tables tables, Limits limits, Found found) {
    contacts(data, shared, tables, limits, found);
    experience(data, shared, found);
    initiatives(data, limits, found);
    if (!shared.missingCto) {
      for (Data.Objective objective : data.objectives) {
        if ("customer-satisfaction".equals(objective.metric())) {
          return;
        }
      }
      found.add("customers/satisfaction-unmeasured");
    }
  }

  private static boolean any(List<String> people, java.util.Set<String> of) {
    for (String one : people) {
      if (of.contains(one)) {
        return true;
      }
    }
    return false;
  }

  private static void contacts(
      Data data, Shared shared, Tables tables, Limits limits, Found found) {
    Contacts cto = new Contacts();
    Contacts team = new Contacts();
    BigDecimal ofCto = limits.of("customer-contact-days");
    BigDecimal ofTeam = limits.of("team-customer-days");
    for (Data.Meeting meeting : data.meetings) {
      List<String> people = meeting.participants();
      if (people.contains("CTO") && any(people, tables.customersOrService)) {
        cto.add(meeting, ofCto, limits.today);
      }
      if (!"email".equals(meeting.format())
          && any(people, tables.technology)
          && any(people, tables.customers)) {
        team.add(meeting, ofTeam, limits.today);
      }
    }
    List<Data.Forum> undated = new ArrayList<>();
    for (Data.Forum forum : data.forums) {
      if (("customer".equals(forum.kind()) || "customer-service".equals(forum.kind()))
          && forum.attendees().contains("CTO")) {
        if (forum.lastHeldOn() == null) {
          undated.add(forum);
        } else if (!forum.lastHeldOn().isAfter(limits.today)) {
          cto.days.add(forum.lastHeldOn());
        }
      }
    }
    if (!shared.missingCto) {
      boolean none = cto.days.isEmpty() && !cto.regular;
      if (none && undated.isEmpty()) {
        found.add("customers/cto-contact");
      }
      if (none) {
        undated.forEach(f -> found.add("customers/cto-contact: a forum without a date", f));
      }
      late("customers/cto-contact", cto, limits.since("customer-contact-days"), found);
    }
    if (team.days.isEmpty() && !team.regular) {
      found.add("customers/team-contact");
    }
    late("customers/team-contact", team, limits.since("team-customer-days"), found);
  }

  private static void late(String rule, Contacts contacts, LocalDate since, Found found) {
    boolean recent = !contacts.days.isEmpty() && !contacts.days.last().isBefore(since);
    if (!contacts.regular && !contacts.days.isEmpty() && !recent) {
      found.add(rule + ": too long ago", contacts.days.last());
    }
    if (contacts.numbered && !contacts.frequent && !recent) {
      found.add(rule + ": too rare");
    }
  }

  private static void experience(Data data, Shared shared, Found found) {
    if (shared.missingCeoOrCto) {
      return;
    }
    boolean ceo = false;
    boolean cto = false;
    for (Data.Responsibility responsibility : data.responsibilities) {
      if ("customer-experience".equals(responsibility.area())) {
        ceo |= "CEO".equals(responsibility.role());
        cto |= "CTO".equals(responsibility.role());
      }
    }
    if (!ceo && !cto) {
      found.add("customers/experience-owner");
    } else if (!ceo) {
      found.add("customers/experience-owner: the CEO has no part");
    } else if (!cto) {
      found.add("customers/experience-owner: the CTO has no part");
    }
  }

  private static void initiatives(Data data, Limits limits, Found found) {
    boolean funded = false;
    boolean meant = false;
    for (Data.Initiative initiative : data.initiatives) {
      if ("product".equals(initiative.kind())
          && initiative.startedOn() != null
          && !initiative.startedOn().isAfter(limits.today)
          && (initiative.validatedOn() == null || initiative.validatedOn().isAfter(limits.today))) {
        found.add("customers/unvalidated-product", initiative);
      }
      if (positive(initiative.budget())) {
        boolean experience = "customer-experience".equals(initiative.outcome());
        meant |= experience;
        funded |= !experience;
      }
    }
    if (funded && !meant) {
      found.add("customers/journey-unfunded");
    }
  }
}
