package nestor.bench.byhand;

import static nestor.bench.byhand.Compare.yes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What several rules share, worked out once for an organisation. */
final class Shared {
  final Data.Organisation organisation;
  final String emphasis;
  final String stage;
  final boolean missingCeo;
  final boolean missingCto;
  final boolean missingCio;
  final boolean missingCeoOrCto;
  final int ctos;
  final int cios;
  final Map<String, Set<String>> deciders = new LinkedHashMap<>();
  final boolean smallPair;
  final boolean knownSmallPair;

  /** The CTO's time by activity. */
  private final Map<String, BigDecimal> time = new HashMap<>();

  final Map<String, List<Data.Practice>> practices = new HashMap<>();
  final List<Data.Project> late = new ArrayList<>();
  int punctual;
  final int uncleared;
  @Nullable Integer budgetYear;
  final Set<String> known = new HashSet<>();
  final Map<String, Set<String>> knownBy = new HashMap<>();

  Shared(Data data, Tables tables, Limits limits) {
    organisation = data.organisation.get(0);
    emphasis = emphasis(organisation, tables);
    stage = organisation.stage() == null ? "" : organisation.stage();
    int ceos = 0;
    int ctosSeen = 0;
    int ciosSeen = 0;
    for (Data.Executive executive : data.executives) {
      ceos += "CEO".equals(executive.role()) ? 1 : 0;
      ctosSeen += "CTO".equals(executive.role()) ? 1 : 0;
      ciosSeen += "CIO".equals(executive.role()) ? 1 : 0;
    }
    ctos = ctosSeen;
    cios = ciosSeen;
    boolean given = data.given("executives");
    missingCeo = given && ceos == 0;
    missingCto = given && ctos == 0;
    missingCio = given && cios == 0;
    missingCeoOrCto = missingCeo || missingCto;
    smallPair = responsibilities(data, limits);
    knownSmallPair = smallPair && organisation.stage() != null && data.given("responsibilities");
    for (Data.TimeShare share : data.time) {
      if ("CTO".equals(share.role()) && share.share() != null) {
        time.merge(String.valueOf(share.activity()), share.share(), BigDecimal::add);
      }
    }
    for (Data.Practice practice : data.practices) {
      practices
          .computeIfAbsent(String.valueOf(practice.name()), n -> new ArrayList<>())
          .add(practice);
    }
    projects(data, limits);
    int promises = 0;
    for (Data.Commitment commitment : data.commitments) {
      promises += Compare.no(commitment.agreedWithTechnology()) ? 1 : 0;
    }
    uncleared = promises;
    for (Data.Budget budget : data.budgets) {
      if ("technology".equals(budget.area())
          && budget.year() != null
          && (budgetYear == null || budget.year() > budgetYear)) {
        budgetYear = budget.year();
      }
    }
    for (Data.Knowledge knowledge : data.knowledge) {
      known.add(String.valueOf(knowledge.system()));
      knownBy
          .computeIfAbsent(String.valueOf(knowledge.system()), s -> new HashSet<>())
          .add(String.valueOf(knowledge.person()));
    }
  }

  /** How much technology leads; empty where nothing says so. */
  static String emphasis(Data.Organisation organisation, Tables tables) {
    String role = organisation.technologyRole();
    if (role == null && organisation.industry() != null) {
      role = tables.roleOfIndustry.get(organisation.industry());
    }
    String follows = role == null ? null : tables.emphasisOfRole.get(role);
    return follows == null ? "" : follows;
  }

  /** Notes who decides what, and returns whether a small organisation has two roles for one. */
  private boolean responsibilities(Data data, Limits limits) {
    Set<String> ofCto = new HashSet<>();
    Set<String> ofCio = new HashSet<>();
    for (Data.Responsibility responsibility : data.responsibilities) {
      String area = String.valueOf(responsibility.area());
      if ("decides".equals(responsibility.kind())) {
        deciders
            .computeIfAbsent(area, a -> new HashSet<>())
            .add(String.valueOf(responsibility.role()));
      }
      if ("CTO".equals(responsibility.role())) {
        ofCto.add(area);
      } else if ("CIO".equals(responsibility.role())) {
        ofCio.add(area);
      }
    }
    Integer employees = organisation.employees();
    ofCto.retainAll(ofCio);
    return employees != null
        && BigDecimal.valueOf(employees).compareTo(limits.of("combine-employees")) < 0
        && !stage.equals("enterprise")
        && ctos > 0
        && cios > 0
        && !ofCto.isEmpty();
  }

  private void projects(Data data, Limits limits) {
    LocalDate since = limits.since("look-back-days");
    for (Data.Project project : data.projects) {
      LocalDate due = project.due();
      LocalDate delivered = project.deliveredOn();
      if (due == null) {
        continue;
      }
      boolean recent = !due.isBefore(since);
      if (delivered == null ? due.isBefore(limits.today) : delivered.isAfter(due) && recent) {
        late.add(project);
      } else if (delivered != null && recent && !delivered.isAfter(due)) {
        punctual++;
      }
    }
  }

  /** Whether more projects slip than may. */
  boolean slips(Limits limits) {
    return BigDecimal.valueOf(late.size() + (long) punctual).compareTo(limits.of("enough-projects"))
            >= 0
        && Compare.overShare(late.size(), punctual, limits.of("late-share"));
  }

  /** The share of the CTO's time that goes into an activity. */
  BigDecimal time(String activity) {
    return time.getOrDefault(activity, BigDecimal.ZERO);
  }

  List<Data.Practice> practices(String name) {
    return practices.getOrDefault(name, List.of());
  }

  /** Whether a practice is listed, and nowhere as in place. */
  boolean notInPlace(String name) {
    List<Data.Practice> listed = practices(name);
    for (Data.Practice practice : listed) {
      if (yes(practice.inPlace())) {
        return false;
      }
    }
    return !listed.isEmpty();
  }

  /** Whether a practice that may be in place has no date on which it was done. */
  boolean neverDone(String name) {
    boolean any = false;
    for (Data.Practice practice : practices(name)) {
      if (practice.lastDone() != null && yes(practice.inPlace())) {
        return false;
      }
      any |= practice.lastDone() == null && !Compare.no(practice.inPlace());
    }
    return any;
  }

  /** The days on which a practice was last done before a day. */
  Set<LocalDate> doneBefore(String name, LocalDate day) {
    Set<LocalDate> last = new HashSet<>();
    for (Data.Practice practice : practices(name)) {
      LocalDate done = practice.lastDone();
      if (done != null && done.isBefore(day) && !Compare.no(practice.inPlace())) {
        last.add(done);
      }
    }
    for (Data.Practice practice : practices(name)) {
      LocalDate later = practice.lastDone();
      if (later != null && yes(practice.inPlace())) {
        last.removeIf(later::isAfter);
      }
    }
    return last;
  }

  /** What is budgeted for an area in the year that counts; null where nothing is said of it. */
  @Nullable BigDecimal budget(Data data, String area) {
    BigDecimal total = null;
    for (Data.Budget budget : data.budgets) {
      if (area.equals(budget.area())) {
        BigDecimal amount = budget.amount();
        boolean counts = budgetYear == null || budgetYear.equals(budget.year());
        total = total == null ? BigDecimal.ZERO : total;
        total = counts && amount != null ? total.add(amount) : total;
      }
    }
    return total;
  }
}
