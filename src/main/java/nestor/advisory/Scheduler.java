package nestor.advisory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.advisory.Advisory.Recommendation;
import nestor.dossier.Dossier;
import nestor.rulebook.Composition;
import nestor.rulebook.Effort;
import nestor.rulebook.EffortPolicy;
import nestor.rulebook.Owners;
import nestor.rulebook.PriorityPolicy;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Scheduler of the recommendations of one advisory: by priority and effort, and no more a week than
 * each owner can take on. What is recommended already keeps its dates, unless its priority rose.
 */
final class Scheduler {
  private static final int WEEK = 7;

  private final Rulebook rulebook;
  private final Composition composition;
  private final LocalDate asOf;
  private final Map<String, String> people;
  private final Map<String, Load> loads = new HashMap<>();

  /** Work that an owner has already. */
  private static final class Load {
    private int hours;
    private int firstSteps;
  }

  Scheduler(Rulebook rulebook, Dossier dossier, LocalDate asOf) {
    this.rulebook = rulebook;
    this.composition = rulebook.about().composition();
    this.asOf = asOf;
    this.people = people(composition.owners(), dossier);
  }

  /** The names on record, by role; of a role that several people have, nobody's. */
  private static Map<String, String> people(Owners owners, Dossier dossier) {
    Map<String, String> people = new HashMap<>();
    for (Map<String, Object> entry : dossier.entries(owners.section())) {
      if (entry.get(owners.role()) instanceof String role
          && entry.get(owners.name()) instanceof String name) {
        people.merge(role, name, (a, b) -> a.equals(b) ? a : "");
      }
    }
    people.values().removeIf(String::isEmpty);
    return people;
  }

  /** The name of the person in that role, or null where it is not on record. */
  @Nullable String person(String role) {
    return people.get(role);
  }

  /**
   * The schedule of the next recommendation, in the order of the advisory.
   *
   * @param before what the previous advisory said of the rule, or null
   */
  Schedule next(Recommendation r, RuleMetadata metadata, @Nullable Recommendation before) {
    Load load = loads.computeIfAbsent(r.owner(), owner -> new Load());
    EffortPolicy effort = effort(metadata);
    PriorityPolicy priority =
        Objects.requireNonNull(rulebook.about().priorities().get(r.priority()));
    load.hours += effort.hours();
    int full = daysFor(load.hours, composition.owners().hoursAWeek());
    LocalDate due =
        workday(asOf.plusDays(Math.max(Math.max(priority.days(), effort.days()), full)));
    int busy = load.firstSteps++ / composition.owners().firstStepsAWeek() * WEEK;
    LocalDate firstStepBy = workday(asOf.plusDays(busy + priority.firstStep()));
    if (before != null) {
      Schedule kept = before.schedule();
      boolean worse = r.priority().isOver(before.priority());
      due = worse ? earlier(due, kept.due()) : kept.due();
      firstStepBy = worse ? earlier(firstStepBy, kept.firstStepBy()) : kept.firstStepBy();
    }
    return new Schedule(
        person(r.owner()),
        r.owner().equals(metadata.owner()) ? null : metadata.owner(),
        earlier(firstStepBy, due),
        due,
        due.isBefore(asOf));
  }

  private EffortPolicy effort(RuleMetadata metadata) {
    Effort effort = metadata.effort() == null ? Effort.HOURS : metadata.effort();
    return Objects.requireNonNull(composition.efforts().get(effort));
  }

  private static int daysFor(int hours, int hoursAWeek) {
    return (hours * WEEK + hoursAWeek - 1) / hoursAWeek;
  }

  /**
   * The schedule of one thing that settles all of these: the earliest first step, and the latest
   * due day among those of the highest priority.
   */
  static Schedule of(List<Recommendation> settled) {
    Recommendation first = settled.get(0);
    LocalDate due = first.schedule().due();
    LocalDate firstStepBy = first.schedule().firstStepBy();
    boolean overdue = false;
    for (Recommendation r : settled) {
      LocalDate one = r.schedule().due();
      due = r.priority() == first.priority() && one.isAfter(due) ? one : due;
      firstStepBy = earlier(firstStepBy, r.schedule().firstStepBy());
      overdue |= r.schedule().overdue();
    }
    return new Schedule(
        first.schedule().person(), first.schedule().standsInFor(), firstStepBy, due, overdue);
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  /** Returns that day, or the Monday after where it is on a weekend. */
  private static LocalDate workday(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY
        ? day.plusDays(2)
        : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
  }
}
