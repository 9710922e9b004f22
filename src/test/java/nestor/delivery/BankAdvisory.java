package nestor.delivery;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.Advisory.EvidenceItem;
import nestor.advisory.Advisory.NotAssessed;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Advisory.Resolved;
import nestor.advisory.Advisory.SourceItem;
import nestor.advisory.Advisory.ThresholdItem;
import nestor.advisory.Advisory.Waived;
import nestor.advisory.History;
import nestor.advisory.Status;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Effort;
import nestor.rulebook.Priority;
import nestor.rulebook.RuleMetadata;

/** An advisory of a bank that has much to do, and the catalogue of its rules. */
public final class BankAdvisory {
  /** What the author of every rule remarked. */
  static final String NOTE = "remarked by the author";

  static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  static final LocalDate MARCH = LocalDate.of(2026, 3, 3);
  static final String STANCE = "role-emphasis/technology-led";

  private static final String CTO = "what-is-a-cto";
  private static final String CIO = "cto-vs-cio";

  private BankAdvisory() {}

  static Catalogue catalogue() {
    List<RuleMetadata> rules = new ArrayList<>();
    rules.add(rule(STANCE, "Technology leads here: give the CTO the stronger role", null));
    rules.add(rule("role-emphasis/business-led", "Keep the CEO's role prominent", null));
    rules.add(rule("security/backup-unverified", "Prove that the backups can be restored", "days"));
    rules.add(rule("security/incident-response", "Rehearse the plan for a breach", "weeks"));
    rules.add(rule("security/secret-leak", "Be able to replace every key at once", "weeks"));
    rules.add(rule("security/monitoring", "Watch for vulnerabilities all the time", "months"));
    rules.add(rule("delegation/cto-authority", "Let the CTO decide within the budget", "hours"));
    rules.add(rule("delivery/slipping", "Find the pattern behind the slips", "days"));
    rules.add(rule("delivery/nay-sayer", "Offer an option instead of a no", null));
    rules.add(rule("people/attrition", "Find out why people leave", "weeks"));
    rules.add(rule("people/skills-plan", "Plan the skills that the strategy needs", "weeks"));
    rules.add(rule("suppliers/unmanaged", "Name who manages each critical contract", "hours"));
    rules.add(rule("customers/cto-contact", "Hear customers first hand every month", "hours"));
    rules.add(rule("technology/roadmap", "Write a road map of several years", "weeks"));
    rules.add(rule("sustainability/no-targets", "Set environmental goals", "days"));
    return new Catalogue(
        rules,
        new TreeMap<>(
            Map.of(
                CTO, "What is a Chief Technology Officer? (CTO Academy)",
                CIO, "CTO vs. CIO (BizTechnic)")),
        List.of(STANCE, "role-emphasis/business-led"),
        new TreeMap<>(
            Map.of(
                "resilience drill",
                List.of(
                    "security/incident-response",
                    "security/secret-leak",
                    "security/backup-unverified",
                    "security/incident-follow-up"),
                "sales gate",
                List.of("delivery/nay-sayer", "delivery/sales-incentives"))));
  }

  /** Much to do, compared with an earlier advisory. */
  static Advisory rich() {
    return advisory(
        List.of(
            recommendation(STANCE, Priority.MEDIUM, Status.STANDING, "CEO", stanceReason()),
            recommendation(
                "security/backup-unverified",
                Priority.CRITICAL,
                Status.WORSE,
                "CIO",
                IntStream.rangeClosed(1, 30)
                    .mapToObj(i -> "system-" + i + " was never restored from its backup")
                    .toList()),
            recommendation(
                "security/incident-response",
                Priority.CRITICAL,
                Status.NEW,
                "CTO",
                List.of("The plan for a breach was last rehearsed on 4 Aug 2024, 839 days ago")),
            recommendation(
                "security/secret-leak",
                Priority.CRITICAL,
                Status.NEW,
                "CTO",
                List.of(
                    "The key leak of 2 Feb 2026 took 31 hours to contain",
                    "There is no rehearsed way to rotate keys")),
            recommendation(
                "delegation/cto-authority",
                Priority.HIGH,
                Status.STANDING,
                "CEO",
                List.of("The CTO may decide on 5,000, which is 0.1% of the technology budget")),
            recommendation(
                "delivery/slipping",
                Priority.HIGH,
                Status.BETTER,
                "CTO",
                List.of("4 of 9 projects due in the last 12 months were late")),
            recommendation(
                "people/attrition",
                Priority.HIGH,
                Status.STANDING,
                "CTO",
                List.of("27% of the technical staff left within a year")),
            recommendation(
                "security/monitoring",
                Priority.HIGH,
                Status.STANDING,
                "CTO",
                List.of("Nobody watches networks and systems for vulnerabilities")),
            recommendation(
                "delivery/nay-sayer",
                Priority.MEDIUM,
                Status.STANDING,
                "CTO",
                List.of("6 of 8 requests were declined without an alternative")),
            recommendation(
                "suppliers/unmanaged",
                Priority.MEDIUM,
                Status.NEW,
                "CIO",
                IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> "supplier-" + i + " has no owner of its contract")
                    .toList()),
            recommendation(
                "delivery/moving-target",
                Priority.LOW,
                Status.STANDING,
                "CEO",
                List.of("The scope of project Atlas changed 3 times after its start"))),
        List.of(
            "people/skills-plan",
            "role-emphasis/business-led",
            "technology/roadmap",
            "technology/retired-rule"),
        List.of(
            new NotAssessed("customers/cto-contact", List.of("meetings")),
            new NotAssessed("customers/team-contact", List.of("forums", "meetings")),
            new NotAssessed("sustainability/no-targets", List.of("environmentalGoals")),
            new NotAssessed("partnership/one-on-one-cadence", List.of("meetings"))),
        List.of(
            new Waived(
                "technology/fit-review",
                "CIO",
                "The core system is replaced in spring",
                LocalDate.of(2027, 4, 1))),
        List.of(new Resolved("security/risk-assessment", MARCH)));
  }

  /** The same, on a bank with a past: its score fell when the rulebook changed, and rose since. */
  public static Advisory withHistory() {
    Advisory rich = rich();
    History.TrendPoint then = point(MARCH, 40, "v1");
    return new Advisory(
        rich.advisory(),
        rich.organisation(),
        rich.asOf(),
        rich.engine(),
        rich.rulebook(),
        rich.recommended(),
        rich.summary(),
        rich.assumptions(),
        rich.clear(),
        rich.notAssessed(),
        rich.notApplicable(),
        rich.withheld(),
        rich.waived(),
        rich.resolved(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new History(
            MARCH.plusMonths(3),
            then,
            List.of(new Resolved("customers/cto-contact", MARCH)),
            List.of(new Resolved("technology/fit-review", MARCH)),
            List.of(),
            List.of(then, point(MARCH.plusMonths(3), 12, "v2"), point(TODAY, 16, "v2"))));
  }

  private static History.TrendPoint point(LocalDate on, int share, String rulebook) {
    return new History.TrendPoint(
        on, share, 9, 12, rulebook, new TreeMap<>(Map.of("security", 30)));
  }

  static Advisory nothing() {
    return advisory(List.of(), List.of(), List.of(), List.of(), List.of());
  }

  static Advisory only(Recommendation... recommended) {
    return advisory(List.of(recommended), List.of(), List.of(), List.of(), List.of());
  }

  static Advisory advisory(
      List<Recommendation> recommended,
      List<String> clear,
      List<NotAssessed> notAssessed,
      List<Waived> waived,
      List<Resolved> resolved) {
    return new Advisory(
        "acme-2026-11-21-7f3a9c",
        new Advisory.Organisation("acme", "Acme Bank"),
        TODAY,
        "0.1.0",
        new Advisory.RulebookVersion("technology-leadership", "c41d8e2f90ab"),
        recommended,
        clear,
        notAssessed,
        waived,
        resolved);
  }

  static Recommendation recommendation(
      String rule, Priority priority, Status status, String owner, List<String> because) {
    String title =
        catalogue().rule(rule).map(RuleMetadata::title).orElse("Freeze the scope or the date");
    return new Recommendation(
        rule,
        title,
        action(rule),
        owner,
        priority,
        because,
        IntStream.range(0, because.size())
            .mapToObj(
                i ->
                    new EvidenceItem(
                        i == 7 ? "practices" : "backups", i == 7 ? null : i, "acme.json"))
            .toList(),
        List.of(
            new SourceItem(CTO, "What are some of the key issues that cross a CTO's radar?"),
            new SourceItem("unlisted", "Whole text")),
        List.of(
            new ThresholdItem(
                "restore-test-days/critical", new BigDecimal("90"), "days", "judgement"),
            new ThresholdItem("late-share", new BigDecimal("0.3"), "share", "source")),
        status,
        status == Status.NEW ? TODAY : MARCH,
        List.of());
  }

  static Recommendation saying(String words) {
    return new Recommendation(
        "topic/rule",
        words,
        words,
        words,
        Priority.HIGH,
        List.of(words, words),
        List.of(new EvidenceItem("section", 0, words)),
        List.of(new SourceItem(words, words)),
        List.of(new ThresholdItem("limit", BigDecimal.ONE, words, words)),
        Status.NEW,
        TODAY,
        List.of());
  }

  private static List<String> stanceReason() {
    return List.of("Technology is integral to banking, by the rulebook's table of industries");
  }

  private static String action(String rule) {
    return switch (rule) {
      case STANCE ->
          "Give the CTO decision rights over technology, and a seat wherever strategy is set.";
      case "security/backup-unverified" ->
          "Restore each backup listed here to a scratch system, check that the data is whole, and"
              + " write down the date.";
      default -> "Agree in the next meeting who does what by when, and write it down in one place.";
    };
  }

  private static RuleMetadata rule(String id, String title, String effort) {
    return new RuleMetadata(
        id,
        title,
        null,
        "action",
        "CTO",
        Priority.HIGH,
        effort == null ? null : Effort.of(effort).orElseThrow(),
        NOTE,
        List.of(),
        List.of(),
        List.of(),
        "f",
        1,
        false);
  }
}
