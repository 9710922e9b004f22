package nestor.advisory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.advisory.Advisory.Claimed;
import nestor.advisory.Advisory.EvidenceItem;
import nestor.advisory.Advisory.NotAssessed;
import nestor.advisory.Advisory.Recommendation;
import nestor.advisory.Advisory.Resolved;
import nestor.advisory.Advisory.SourceItem;
import nestor.advisory.Advisory.ThresholdItem;
import nestor.advisory.Advisory.Waived;
import nestor.diagnostics.Sha256;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.EntryPlace;
import nestor.dossier.resolution.Resolution;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.assessment.Finding;
import nestor.engine.assessment.Waiver;
import nestor.engine.evaluation.Assessor;
import nestor.engine.questions.Question;
import nestor.engine.questions.Questions;
import nestor.evidence.Note;
import nestor.evidence.report.NoteText;
import nestor.rulebook.Priority;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.WaiversSection;
import org.jspecify.annotations.Nullable;

/**
 * Factory of advisories: ranks the answers of an assessment and compares them with the previous
 * advisory. The same dossier, previous advisory, rulebook and date give the same advisory, id
 * included.
 */
public final class AdvisoryComposer {
  private static final int SHOWN_OF_HASH = 16;

  private AdvisoryComposer() {}

  /**
   * Advises from beginning to end: assesses, composes, and asks what would settle most of the rest.
   *
   * @param assessor of that rulebook
   * @param engine the version of Nestor
   * @param previous as for {@link #compose}
   */
  public static Advisory advise(
      Assessor assessor,
      Rulebook rulebook,
      Dossier dossier,
      LocalDate asOf,
      String engine,
      @Nullable Advisory previous) {
    Assessment assessment = assessor.assess(dossier, asOf, assessor.waivers(dossier, asOf));
    DifferenceLog.report(assessment.withheld(), dossier, previous);
    Resolution resolution = assessor.resolution(dossier, asOf);
    // Only there an entry names all documents that made it.
    return compose(
        resolution.dossier(),
        assessment,
        rulebook,
        engine,
        previous,
        Questions.of(assessor, dossier, assessment, Questions.IN_AN_ADVISORY),
        notes(resolution.remarks(dossier)));
  }

  /**
   * Composes an advisory that asks nothing.
   *
   * @param engine the version of Nestor
   * @param previous the advisory before this one for the same organisation, or null where there is
   *     none or it does not count
   */
  public static Advisory compose(
      Dossier dossier,
      Assessment assessment,
      Rulebook rulebook,
      String engine,
      @Nullable Advisory previous) {
    return compose(dossier, assessment, rulebook, engine, previous, List.of());
  }

  /**
   * Composes an advisory that asks for what is missing.
   *
   * @param questions what to ask, best first
   */
  public static Advisory compose(
      Dossier dossier,
      Assessment assessment,
      Rulebook rulebook,
      String engine,
      @Nullable Advisory previous,
      List<Question> questions) {
    return compose(dossier, assessment, rulebook, engine, previous, questions, List.of());
  }

  private static Advisory compose(
      Dossier dossier,
      Assessment assessment,
      Rulebook rulebook,
      String engine,
      @Nullable Advisory previous,
      List<Question> questions,
      List<Advisory.Note> notes) {
    Map<String, Recommendation> before = new LinkedHashMap<>();
    if (previous != null) {
      previous.recommended().forEach(r -> before.put(r.rule(), r));
    }
    List<Recommendation> recommended = new ArrayList<>();
    for (Assessment.Recommended one : assessment.recommended()) {
      recommended.add(
          recommendation(one, dossier, assessment, before.get(one.rule().metadata().id())));
    }
    Subjects subjects =
        new Subjects(
            dossier, rulebook.vocabulary(), rulebook.about().composition().owners().section());
    recommended =
        new HarmRanking(rulebook, subjects, assessment.asOf())
            .ranked(assessment.recommended(), recommended);
    Scheduler scheduler = new Scheduler(rulebook, dossier, assessment.asOf());
    recommended.replaceAll(r -> scheduled(r, scheduler, rulebook, before.get(r.rule())));
    Advisory unnamed =
        new Advisory(
            "",
            new Advisory.Organisation(dossier.organisation(), dossier.name()),
            assessment.asOf(),
            engine,
            new Advisory.RulebookVersion(rulebook.about().name(), rulebook.version()),
            List.copyOf(recommended),
            Summary.NONE,
            assessment.assumptions().stream().map(Assessment.Assumption::words).toList(),
            assessment.clear(),
            notAssessed(assessment),
            notApplicable(assessment),
            assessment.withheld().stream()
                .map(one -> new Advisory.Withheld(one.rule(), one.because(), one.difference()))
                .toList(),
            assessment.waived().stream().map(AdvisoryComposer::waived).toList(),
            resolved(before, assessment),
            questions.stream()
                .map(q -> new Advisory.Question(q.need(), q.question(), q.settles(), q.critical()))
                .toList(),
            lapsed(dossier, assessment),
            claimed(dossier, assessment),
            notes,
            History.NONE);
    Advisory answered =
        unnamed.with(
            SummaryComposer.of(unnamed, rulebook, subjects, scheduler, assessment.recommended()));
    Advisory whole = answered.with(History.of(answered, previous, rulebook.catalogue()));
    return whole.named(id(whole, previous == null ? "" : previous.advisory()));
  }

  private static List<NotAssessed> notAssessed(Assessment assessment) {
    return assessment.notAssessed().stream()
        .map(one -> new NotAssessed(one.rule(), List.copyOf(one.needs())))
        .toList();
  }

  private static List<Advisory.NotApplicable> notApplicable(Assessment assessment) {
    return assessment.notApplicable().stream()
        .map(one -> new Advisory.NotApplicable(one.rule(), one.because()))
        .toList();
  }

  private static List<Resolved> resolved(
      Map<String, Recommendation> before, Assessment assessment) {
    return before.values().stream()
        .filter(former -> assessment.clear().contains(former.rule()))
        .map(former -> new Resolved(former.rule(), former.since()))
        .sorted(Comparator.comparing(Resolved::rule))
        .toList();
  }

  private static Recommendation scheduled(
      Recommendation r, Scheduler scheduler, Rulebook rulebook, @Nullable Recommendation before) {
    RuleMetadata metadata = Objects.requireNonNull(rulebook.rules().get(r.rule())).metadata();
    return r.with(
        rulebook.about().stance().contains(r.rule())
            ? r.schedule()
            : scheduler.next(r, metadata, before));
  }

  /** Notes on how the data was read, questions first. */
  private static List<Advisory.Note> notes(List<Note> notes) {
    return Stream.of(Note.Kind.values())
        .flatMap(
            kind ->
                NoteText.wordings(notes.stream().filter(note -> note.kind() == kind).toList())
                    .stream()
                    .map(told -> new Advisory.Note(kind, told.exact(), told.plain())))
        .toList();
  }

  private static List<Waived> lapsed(Dossier dossier, Assessment assessment) {
    Set<String> rules = recommendedRules(assessment);
    return Waiver.in(dossier).stream()
        .filter(w -> rules.contains(w.rule()) && !w.counts(assessment.asOf()))
        .map(w -> new Waived(w.rule(), w.by(), w.why(), w.until()))
        .sorted(Comparator.comparing(Waived::rule))
        .toList();
  }

  private static List<Claimed> claimed(Dossier dossier, Assessment assessment) {
    Set<String> rules = recommendedRules(assessment);
    return dossier.entries(WaiversSection.SECTION).stream()
        .filter(reply -> rules.contains(Objects.toString(reply.get(WaiversSection.RULE), "")))
        .filter(reply -> reply.get(WaiversSection.DONE) instanceof LocalDate)
        .map(
            reply ->
                new Claimed(
                    Objects.toString(reply.get(WaiversSection.RULE), ""),
                    Objects.toString(reply.get(WaiversSection.BY), ""),
                    (LocalDate) Objects.requireNonNull(reply.get(WaiversSection.DONE))))
        .sorted(Comparator.comparing(Claimed::rule))
        .toList();
  }

  private static Set<String> recommendedRules(Assessment assessment) {
    return assessment.recommended().stream()
        .map(recommended -> recommended.rule().metadata().id())
        .collect(Collectors.toSet());
  }

  private static Waived waived(Assessment.Waived waived) {
    return new Waived(
        waived.recommended().rule().metadata().id(),
        waived.waiver().by(),
        waived.waiver().why(),
        waived.waiver().until());
  }

  private static Recommendation recommendation(
      Assessment.Recommended recommended,
      Dossier dossier,
      Assessment assessment,
      @Nullable Recommendation before) {
    RuleMetadata metadata = recommended.rule().metadata();
    Priority priority = recommended.priority();
    Set<String> because = new LinkedHashSet<>();
    SortedSet<EvidenceRef> evidence = new TreeSet<>();
    Set<ThresholdItem> thresholds = new LinkedHashSet<>();
    for (Finding finding : recommended.findings()) {
      because.add(finding.reason());
      evidence.addAll(finding.evidence());
      finding
          .thresholds()
          .forEach(
              used ->
                  thresholds.add(
                      new ThresholdItem(
                          used.choice().name(),
                          used.choice().number(),
                          used.threshold().unit(),
                          used.threshold().basis())));
    }
    return new Recommendation(
        metadata.id(),
        recommended.title(),
        recommended.action(),
        recommended.owner(),
        priority,
        List.copyOf(because),
        evidence.stream().flatMap(e -> items(e, dossier)).distinct().toList(),
        metadata.sources().stream()
            .map(source -> new SourceItem(source.document(), source.section()))
            .toList(),
        List.copyOf(thresholds),
        status(priority, because.size(), before),
        before == null ? assessment.asOf() : before.since(),
        assessment.assumptions().stream()
            .filter(assumption -> assumption.rules().contains(metadata.id()))
            .map(Assessment.Assumption::words)
            .toList());
  }

  /** Origins of an entry, one for each document that states it; or those of a section. */
  private static Stream<EvidenceItem> items(EvidenceRef evidence, Dossier dossier) {
    String section = evidence.section();
    Integer number = evidence.entry();
    DossierSection held = dossier.sections().get(section);
    if (held == null) {
      return Stream.of(new EvidenceItem(section, number, ""));
    }
    if (number == null) {
      return held.statements().stream()
          .map(statement -> new EvidenceItem(section, null, statement.origin().document()));
    }
    EntryPlace place =
        held.called(number).orElse(new EntryPlace(number, 0, number, false, List.of()));
    return place.all().stream()
        .map(one -> new EvidenceItem(section, one.inDocument(), held.origin(one).document()));
  }

  private static Status status(Priority priority, int findings, @Nullable Recommendation before) {
    if (before == null) {
      return Status.NEW;
    }
    int byPriority = priority.compareTo(before.priority());
    int change = byPriority != 0 ? -byPriority : findings - before.because().size();
    return change > 0 ? Status.WORSE : change < 0 ? Status.BETTER : Status.STANDING;
  }

  private static String id(Advisory advisory, String previous) {
    return Sha256.of(previous + advisory).substring(0, SHOWN_OF_HASH);
  }
}
