package nestor.bench.byhand;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nestor.dossier.Dossier;
import org.jspecify.annotations.Nullable;

/** What one organisation says of itself, typed by hand. */
final class Data {
  private final Dossier dossier;
  final List<Organisation> organisation;
  final List<Executive> executives;
  final List<Responsibility> responsibilities;
  final List<Objective> objectives;
  final List<Priority> priorities;
  final List<Strategy> strategy;
  final List<Roadmap> roadmap;
  final List<Meeting> meetings;
  final List<Expectation> expectations;
  final List<Forum> forums;
  final List<Decision> decisions;
  final List<Request> requests;
  final List<TimeShare> time;
  final List<Initiative> initiatives;
  final List<Practice> practices;
  final List<Incident> incidents;
  final List<Api> apis;
  final List<Backup> backups;
  final List<System> systems;
  final List<Knowledge> knowledge;
  final List<Person> staff;
  final List<Workforce> workforce;
  final List<Vacancy> vacancies;
  final List<Project> projects;
  final List<Commitment> commitments;
  final List<Supplier> suppliers;
  final List<Regulation> regulations;
  final List<Process> processes;
  final List<Budget> budgets;
  final List<Risk> risks;
  final List<Incentive> incentives;
  final List<EnvironmentalGoal> environmentalGoals;

  Data(Dossier dossier) {
    this.dossier = dossier;
    organisation = all("organisation", Organisation::of);
    if (organisation.isEmpty()) {
      organisation.add(Organisation.of(Map.of()));
    }
    executives = all("executives", Executive::of);
    responsibilities = all("responsibilities", Responsibility::of);
    objectives = all("objectives", Objective::of);
    priorities = all("priorities", Priority::of);
    strategy = all("strategy", Strategy::of);
    roadmap = all("roadmap", Roadmap::of);
    meetings = all("meetings", Meeting::of);
    expectations = all("expectations", Expectation::of);
    forums = all("forums", Forum::of);
    decisions = all("decisions", Decision::of);
    requests = all("requests", Request::of);
    time = all("time", TimeShare::of);
    initiatives = all("initiatives", Initiative::of);
    practices = all("practices", Practice::of);
    incidents = all("incidents", Incident::of);
    apis = all("apis", Api::of);
    backups = all("backups", Backup::of);
    systems = all("systems", System::of);
    knowledge = all("knowledge", Knowledge::of);
    staff = all("staff", Person::of);
    workforce = all("workforce", Workforce::of);
    vacancies = all("vacancies", Vacancy::of);
    projects = all("projects", Project::of);
    commitments = all("commitments", Commitment::of);
    suppliers = all("suppliers", Supplier::of);
    regulations = all("regulations", Regulation::of);
    processes = all("processes", Process::of);
    budgets = all("budgets", Budget::of);
    risks = all("risks", Risk::of);
    incentives = all("incentives", Incentive::of);
    environmentalGoals = all("environmentalGoals", EnvironmentalGoal::of);
  }

  /** Whether the section was given. */
  boolean given(String section) {
    return dossier.sections().containsKey(section);
  }

  private <T> List<T> all(String section, Function<Map<String, Object>, T> of) {
    List<T> all = new ArrayList<>();
    for (Map<String, Object> entry : dossier.entries(section)) {
      all.add(of.apply(entry));
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<String> list(Map<String, Object> entry, String field) {
    Object list = entry.get(field);
    return list == null ? List.of() : (List<String>) list;
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  record Organisation(
      @Nullable String id,
      @Nullable String name,
      @Nullable String industry,
      @Nullable String stage,
      @Nullable Integer employees,
      @Nullable BigDecimal annualRevenue,
      @Nullable String currency,
      @Nullable String technologyRole,
      List<String> regions,
      List<String> dataKinds,
      List<String> clientSectors,
      @Nullable LocalDate asOf) {
    static Organisation of(Map<String, Object> e) {
      return new Organisation(
          (String) e.get("id"),
          (String) e.get("name"),
          (String) e.get("industry"),
          (String) e.get("stage"),
          (Integer) e.get("employees"),
          (BigDecimal) e.get("annualRevenue"),
          (String) e.get("currency"),
          (String) e.get("technologyRole"),
          list(e, "regions"),
          list(e, "dataKinds"),
          list(e, "clientSectors"),
          (LocalDate) e.get("asOf"));
    }
  }

  record Executive(
      @Nullable String role,
      @Nullable String name,
      @Nullable String reportsTo,
      @Nullable Boolean inExecutiveTeam,
      @Nullable Integer directReports,
      @Nullable BigDecimal spendingAuthority,
      @Nullable BigDecimal communicationScore,
      @Nullable Boolean leadershipCoaching) {
    static Executive of(Map<String, Object> e) {
      return new Executive(
          (String) e.get("role"),
          (String) e.get("name"),
          (String) e.get("reportsTo"),
          (Boolean) e.get("inExecutiveTeam"),
          (Integer) e.get("directReports"),
          (BigDecimal) e.get("spendingAuthority"),
          (BigDecimal) e.get("communicationScore"),
          (Boolean) e.get("leadershipCoaching"));
    }
  }

  record Responsibility(@Nullable String area, @Nullable String role, @Nullable String kind) {
    static Responsibility of(Map<String, Object> e) {
      return new Responsibility(
          (String) e.get("area"), (String) e.get("role"), or((String) e.get("kind"), "decides"));
    }
  }

  record Objective(@Nullable String role, @Nullable String metric, @Nullable String target) {
    static Objective of(Map<String, Object> e) {
      return new Objective(
          (String) e.get("role"), (String) e.get("metric"), (String) e.get("target"));
    }
  }

  record Priority(@Nullable String role, @Nullable Integer rank, @Nullable String topic) {
    static Priority of(Map<String, Object> e) {
      return new Priority((String) e.get("role"), (Integer) e.get("rank"), (String) e.get("topic"));
    }
  }

  record Strategy(@Nullable LocalDate statedOn, List<String> sharedWith) {
    static Strategy of(Map<String, Object> e) {
      return new Strategy((LocalDate) e.get("statedOn"), list(e, "sharedWith"));
    }
  }

  record Roadmap(
      @Nullable BigDecimal years, @Nullable LocalDate updatedOn, List<String> agreedWith) {
    static Roadmap of(Map<String, Object> e) {
      return new Roadmap(
          (BigDecimal) e.get("years"), (LocalDate) e.get("updatedOn"), list(e, "agreedWith"));
    }
  }

  record Meeting(
      List<String> participants,
      @Nullable String format,
      @Nullable LocalDate date,
      @Nullable BigDecimal everyDays,
      @Nullable String about) {
    static Meeting of(Map<String, Object> e) {
      return new Meeting(
          list(e, "participants"),
          (String) e.get("format"),
          (LocalDate) e.get("date"),
          (BigDecimal) e.get("everyDays"),
          (String) e.get("about"));
    }
  }

  record Expectation(
      @Nullable String of,
      @Nullable String by,
      @Nullable LocalDate writtenOn,
      @Nullable LocalDate reviewedOn) {
    static Expectation of(Map<String, Object> e) {
      return new Expectation(
          (String) e.get("of"),
          (String) e.get("by"),
          (LocalDate) e.get("writtenOn"),
          (LocalDate) e.get("reviewedOn"));
    }
  }

  record Forum(@Nullable String kind, List<String> attendees, @Nullable LocalDate lastHeldOn) {
    static Forum of(Map<String, Object> e) {
      return new Forum(
          (String) e.get("kind"), list(e, "attendees"), (LocalDate) e.get("lastHeldOn"));
    }
  }

  record Decision(
      @Nullable LocalDate date,
      @Nullable String area,
      @Nullable String subject,
      @Nullable String madeBy,
      @Nullable BigDecimal amount,
      @Nullable String escalatedTo,
      @Nullable String overruledBy,
      @Nullable Boolean inPublic) {
    static Decision of(Map<String, Object> e) {
      return new Decision(
          (LocalDate) e.get("date"),
          (String) e.get("area"),
          (String) e.get("subject"),
          (String) e.get("madeBy"),
          (BigDecimal) e.get("amount"),
          (String) e.get("escalatedTo"),
          (String) e.get("overruledBy"),
          (Boolean) e.get("inPublic"));
    }
  }

  record Request(
      @Nullable LocalDate date,
      @Nullable String from,
      @Nullable String to,
      @Nullable String subject,
      @Nullable BigDecimal noticeDays,
      @Nullable Boolean accepted,
      @Nullable Boolean alternativeOffered) {
    static Request of(Map<String, Object> e) {
      return new Request(
          (LocalDate) e.get("date"),
          (String) e.get("from"),
          or((String) e.get("to"), "CTO"),
          (String) e.get("subject"),
          (BigDecimal) e.get("noticeDays"),
          (Boolean) e.get("accepted"),
          (Boolean) e.get("alternativeOffered"));
    }
  }

  record TimeShare(@Nullable String role, @Nullable String activity, @Nullable BigDecimal share) {
    static TimeShare of(Map<String, Object> e) {
      return new TimeShare(
          (String) e.get("role"), (String) e.get("activity"), (BigDecimal) e.get("share"));
    }
  }

  record Initiative(
      @Nullable String name,
      @Nullable String kind,
      @Nullable Integer rank,
      @Nullable String businessGoal,
      @Nullable String valueStatement,
      List<String> sponsors,
      List<String> buyInFrom,
      @Nullable BigDecimal budget,
      @Nullable LocalDate costBenefitOn,
      @Nullable String outcome,
      @Nullable LocalDate pilotedOn,
      @Nullable LocalDate validatedOn,
      @Nullable LocalDate startedOn,
      @Nullable Boolean adoptedInternally,
      List<String> consulted,
      @Nullable String priorityTopic,
      @Nullable Boolean skillsReady) {
    static Initiative of(Map<String, Object> e) {
      return new Initiative(
          (String) e.get("name"),
          (String) e.get("kind"),
          (Integer) e.get("rank"),
          (String) e.get("businessGoal"),
          (String) e.get("valueStatement"),
          list(e, "sponsors"),
          list(e, "buyInFrom"),
          (BigDecimal) e.get("budget"),
          (LocalDate) e.get("costBenefitOn"),
          (String) e.get("outcome"),
          (LocalDate) e.get("pilotedOn"),
          (LocalDate) e.get("validatedOn"),
          (LocalDate) e.get("startedOn"),
          (Boolean) e.get("adoptedInternally"),
          list(e, "consulted"),
          (String) e.get("priorityTopic"),
          (Boolean) e.get("skillsReady"));
    }
  }

  record Practice(
      @Nullable String name,
      @Nullable Boolean inPlace,
      List<String> owners,
      @Nullable LocalDate lastDone,
      @Nullable BigDecimal coverage,
      @Nullable LocalDate dueBy) {
    static Practice of(Map<String, Object> e) {
      return new Practice(
          (String) e.get("name"),
          (Boolean) e.get("inPlace"),
          list(e, "owners"),
          (LocalDate) e.get("lastDone"),
          (BigDecimal) e.get("coverage"),
          (LocalDate) e.get("dueBy"));
    }
  }

  record Incident(
      @Nullable LocalDate date,
      @Nullable String kind,
      @Nullable BigDecimal hoursToContain,
      @Nullable Boolean reviewed) {
    static Incident of(Map<String, Object> e) {
      return new Incident(
          (LocalDate) e.get("date"),
          (String) e.get("kind"),
          (BigDecimal) e.get("hoursToContain"),
          (Boolean) e.get("reviewed"));
    }
  }

  record Api(
      @Nullable String name,
      @Nullable Boolean external,
      @Nullable Boolean exposesData,
      @Nullable Boolean usageTracked,
      @Nullable Boolean automaticStop) {
    static Api of(Map<String, Object> e) {
      return new Api(
          (String) e.get("name"),
          (Boolean) e.get("external"),
          (Boolean) e.get("exposesData"),
          (Boolean) e.get("usageTracked"),
          (Boolean) e.get("automaticStop"));
    }
  }

  record Backup(
      @Nullable String system, @Nullable LocalDate lastRun, @Nullable LocalDate lastRestoreTest) {
    static Backup of(Map<String, Object> e) {
      return new Backup(
          (String) e.get("system"),
          (LocalDate) e.get("lastRun"),
          (LocalDate) e.get("lastRestoreTest"));
    }
  }

  record System(
      @Nullable String name,
      @Nullable String capability,
      @Nullable Boolean critical,
      @Nullable String storage,
      @Nullable BigDecimal dataGb,
      List<String> workloads,
      @Nullable Boolean meetsDemand,
      @Nullable LocalDate supportedUntil,
      @Nullable LocalDate fitReviewedOn,
      @Nullable BigDecimal utilisation,
      @Nullable BigDecimal peakLoad,
      @Nullable String lifecycle) {
    static System of(Map<String, Object> e) {
      return new System(
          (String) e.get("name"),
          (String) e.get("capability"),
          (Boolean) e.get("critical"),
          (String) e.get("storage"),
          (BigDecimal) e.get("dataGb"),
          list(e, "workloads"),
          (Boolean) e.get("meetsDemand"),
          (LocalDate) e.get("supportedUntil"),
          (LocalDate) e.get("fitReviewedOn"),
          (BigDecimal) e.get("utilisation"),
          (BigDecimal) e.get("peakLoad"),
          (String) e.get("lifecycle"));
    }
  }

  record Knowledge(@Nullable String system, @Nullable String person, @Nullable BigDecimal share) {
    static Knowledge of(Map<String, Object> e) {
      return new Knowledge(
          (String) e.get("system"), (String) e.get("person"), (BigDecimal) e.get("share"));
    }
  }

  record Person(
      @Nullable String name,
      @Nullable String team,
      @Nullable Boolean disruptive,
      @Nullable LocalDate actionOn) {
    static Person of(Map<String, Object> e) {
      return new Person(
          (String) e.get("name"),
          (String) e.get("team"),
          (Boolean) e.get("disruptive"),
          (LocalDate) e.get("actionOn"));
    }
  }

  record Workforce(
      @Nullable Integer technicalStaff,
      @Nullable BigDecimal annualAttrition,
      @Nullable BigDecimal trainedLastYear) {
    static Workforce of(Map<String, Object> e) {
      return new Workforce(
          (Integer) e.get("technicalStaff"),
          (BigDecimal) e.get("annualAttrition"),
          (BigDecimal) e.get("trainedLastYear"));
    }
  }

  record Vacancy(
      @Nullable String title, @Nullable Boolean technical, @Nullable LocalDate openedOn) {
    static Vacancy of(Map<String, Object> e) {
      return new Vacancy(
          (String) e.get("title"),
          or((Boolean) e.get("technical"), true),
          (LocalDate) e.get("openedOn"));
    }
  }

  record Project(
      @Nullable String name,
      @Nullable LocalDate due,
      @Nullable LocalDate deliveredOn,
      @Nullable Boolean specificationComplete,
      List<String> waitedOn,
      @Nullable Boolean agreedWithBusiness,
      @Nullable BigDecimal slipToldDays,
      @Nullable Integer changesAfterStart) {
    static Project of(Map<String, Object> e) {
      return new Project(
          (String) e.get("name"),
          (LocalDate) e.get("due"),
          (LocalDate) e.get("deliveredOn"),
          (Boolean) e.get("specificationComplete"),
          list(e, "waitedOn"),
          (Boolean) e.get("agreedWithBusiness"),
          (BigDecimal) e.get("slipToldDays"),
          (Integer) e.get("changesAfterStart"));
    }
  }

  record Commitment(
      @Nullable String customer,
      @Nullable String promise,
      @Nullable String madeBy,
      @Nullable LocalDate madeOn,
      @Nullable LocalDate dueOn,
      @Nullable Boolean agreedWithTechnology) {
    static Commitment of(Map<String, Object> e) {
      return new Commitment(
          (String) e.get("customer"),
          (String) e.get("promise"),
          (String) e.get("madeBy"),
          (LocalDate) e.get("madeOn"),
          (LocalDate) e.get("dueOn"),
          (Boolean) e.get("agreedWithTechnology"));
    }
  }

  record Supplier(
      @Nullable String name,
      @Nullable String provides,
      @Nullable Boolean critical,
      @Nullable String owner,
      @Nullable LocalDate roadmapReviewedOn,
      @Nullable LocalDate contractReviewedOn,
      @Nullable BigDecimal onTimeRate,
      @Nullable BigDecimal dataQuality) {
    static Supplier of(Map<String, Object> e) {
      return new Supplier(
          (String) e.get("name"),
          (String) e.get("provides"),
          (Boolean) e.get("critical"),
          (String) e.get("owner"),
          (LocalDate) e.get("roadmapReviewedOn"),
          (LocalDate) e.get("contractReviewedOn"),
          (BigDecimal) e.get("onTimeRate"),
          (BigDecimal) e.get("dataQuality"));
    }
  }

  record Regulation(
      @Nullable String name,
      @Nullable String owner,
      @Nullable Boolean compliant,
      @Nullable LocalDate lastAudit) {
    static Regulation of(Map<String, Object> e) {
      return new Regulation(
          (String) e.get("name"),
          (String) e.get("owner"),
          (Boolean) e.get("compliant"),
          (LocalDate) e.get("lastAudit"));
    }
  }

  record Process(
      @Nullable String name, @Nullable Boolean manual, @Nullable BigDecimal hoursPerMonth) {
    static Process of(Map<String, Object> e) {
      return new Process(
          (String) e.get("name"), (Boolean) e.get("manual"), (BigDecimal) e.get("hoursPerMonth"));
    }
  }

  record Budget(
      @Nullable String area,
      @Nullable BigDecimal amount,
      @Nullable String owner,
      @Nullable String purpose,
      @Nullable Integer year) {
    static Budget of(Map<String, Object> e) {
      return new Budget(
          (String) e.get("area"),
          (BigDecimal) e.get("amount"),
          (String) e.get("owner"),
          (String) e.get("purpose"),
          (Integer) e.get("year"));
    }
  }

  record Risk(
      @Nullable String name,
      @Nullable String level,
      @Nullable String owner,
      @Nullable LocalDate dueBy,
      @Nullable LocalDate closedOn) {
    static Risk of(Map<String, Object> e) {
      return new Risk(
          (String) e.get("name"),
          (String) e.get("level"),
          (String) e.get("owner"),
          (LocalDate) e.get("dueBy"),
          (LocalDate) e.get("closedOn"));
    }
  }

  record Incentive(@Nullable String role, @Nullable String paidOn) {
    static Incentive of(Map<String, Object> e) {
      return new Incentive((String) e.get("role"), (String) e.get("paidOn"));
    }
  }

  record EnvironmentalGoal(
      @Nullable String goal,
      @Nullable String target,
      @Nullable String indicator,
      @Nullable LocalDate dueOn,
      @Nullable LocalDate measuredOn,
      @Nullable Boolean beyondLegal,
      @Nullable String owner) {
    static EnvironmentalGoal of(Map<String, Object> e) {
      return new EnvironmentalGoal(
          (String) e.get("goal"),
          (String) e.get("target"),
          (String) e.get("indicator"),
          (LocalDate) e.get("dueOn"),
          (LocalDate) e.get("measuredOn"),
          (Boolean) e.get("beyondLegal"),
          (String) e.get("owner"));
    }
  }
}
