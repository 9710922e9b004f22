package nestor.advisory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import nestor.advisory.Advisory.Recommendation;
import nestor.dossier.Dossier;
import nestor.rulebook.Composition;
import nestor.rulebook.Effort;
import nestor.rulebook.EffortPolicy;
import nestor.rulebook.NameTable;
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
  private final Set<String> missing;
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
    this.missing = missing(composition, dossier);
  }

  /** The roles that groups name and a given list of owners lacks. */
  private Set<String> missing(Composition of, Dossier dossier) {
    Owners owners = of.owners();
    Set<String> missing = new HashSet<>();
    String kind =
        rulebook
            .vocabulary()
            .section(owners.section())
            .flatMap(section -> section.field(owners.role()))
            .map(field -> field.reading().names())
            .orElse(null);
    if (kind != null && dossier.sections().containsKey(owners.section())) {
      Stream.concat(
              of.groups().values().stream(),
              of.stories().values().stream().flatMap(s -> Stream.ofNullable(s.move())))
          .flatMap(group -> group.with().stream())
          .filter(
              role -> rulebook.vocabulary().names().meaning(kind, role) instanceof NameTable.Known)
          .forEach(missing::add);
      dossier
          .entries(owners.section())
          .forEach(entry -> missing.remove(String.valueOf(entry.get(owners.role()))));
    }
    return missing;
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
    PriorityPolicy priority = priority(r);
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
   * due day among those of the highest priority; or the day by which that thing itself is done.
   *
   * @param own how much work that thing is, or null for as much as what it settles
   */
  Schedule of(Recommendation first, List<Recommendation> settled, @Nullable Effort own) {
    LocalDate due = first.schedule().due();
    LocalDate firstStepBy = first.schedule().firstStepBy();
    for (Recommendation r : settled) {
      LocalDate one = r.schedule().due();
      due = r.priority() == first.priority() && one.isAfter(due) ? one : due;
      firstStepBy = earlier(firstStepBy, r.schedule().firstStepBy());
    }
    if (own != null) {
      int days =
          Math.max(
              priority(first).days(),
              Objects.requireNonNull(composition.efforts().get(own)).days());
      due = earlier(due, workday(first.since().plusDays(days)));
    }
    return new Schedule(
        first.schedule().person(),
        first.schedule().standsInFor(),
        earlier(firstStepBy, due),
        due,
        due.isBefore(asOf));
  }

  /** Those of the roles that exist here, as far as anybody said who does. */
  List<String> existing(List<String> roles) {
    return roles.stream().filter(role -> !missing.contains(role)).toList();
  }

  private PriorityPolicy priority(Recommendation r) {
    return Objects.requireNonNull(rulebook.about().priorities().get(r.priority()));
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
