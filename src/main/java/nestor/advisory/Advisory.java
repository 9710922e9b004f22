package nestor.advisory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import nestor.engine.assessment.EngineDifference;
import nestor.rulebook.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Ranked recommendations for one organisation, under one version of the rulebook, on one date. Its
 * JSON form is a public contract: names and order of the components are the keys and their order.
 *
 * <pre>{@code
 * Assessor assessor = new Assessor(compiled);
 * Advisory advisory =
 *     AdvisoryComposer.advise(
 *         assessor, compiled.rulebook(), dossier, asOf, Version.number(), previous);
 * for (Advisory.Recommendation item : advisory.recommended()) {
 *   System.out.println(item.priority() + " " + item.title());
 * }
 * }</pre>
 *
 * <p>It is immutable. {@link AdvisoryComposer} makes it, {@link AdvisoryRepository} stores it,
 * {@code Renderer} renders it.
 *
 * @param advisory the advisory's id, the same for the same dossier, previous advisory, rulebook and
 *     date
 * @param asOf the date on which the dossier was judged
 * @param engine the version of Nestor
 * @param summary the answer in short: headline, moves and stories; its components are keys beside
 *     the others
 * @param assumptions what the answers rest on and nobody said, a sentence each
 * @param clear the rules that found nothing, by id
 * @param questions what to ask the organisation next, best first; no part of the public JSON form
 * @param lapsed waivers that have ended, of rules that are recommended again; no part of the public
 *     JSON form
 * @param claimed what somebody says is done and is recommended all the same; no part of the public
 *     JSON form
 * @param notes how the data was read where they do not say a thing as the vocabulary has it:
 *     questions first; lines of text in the public JSON form
 * @param history what was before; no part of the public JSON form
 */
public record Advisory(
    String advisory,
    Organisation organisation,
    LocalDate asOf,
    String engine,
    RulebookVersion rulebook,
    List<Recommendation> recommended,
    @JsonUnwrapped Summary summary,
    List<String> assumptions,
    List<String> clear,
    List<NotAssessed> notAssessed,
    List<NotApplicable> notApplicable,
    List<Withheld> withheld,
    List<Waived> waived,
    List<Resolved> resolved,
    List<Question> questions,
    List<Waived> lapsed,
    List<Claimed> claimed,
    List<Note> notes,
    History history) {

  /**
   * An advisory that was kept before there were summaries, assumptions, further answers, questions,
   * replies, notes and histories has none.
   */
  public Advisory {
    summary = summary == null ? Summary.NONE : summary;
    assumptions = assumptions == null ? List.of() : List.copyOf(assumptions);
    notApplicable = notApplicable == null ? List.of() : List.copyOf(notApplicable);
    withheld = withheld == null ? List.of() : List.copyOf(withheld);
    questions = questions == null ? List.of() : List.copyOf(questions);
    lapsed = lapsed == null ? List.of() : List.copyOf(lapsed);
    claimed = claimed == null ? List.of() : List.copyOf(claimed);
    notes = notes == null ? List.of() : List.copyOf(notes);
    history = history == null ? History.NONE : history;
  }

  /** An advisory that asks and assumes nothing, answers no replies, and has only these answers. */
  public Advisory(
      String advisory,
      Organisation organisation,
      LocalDate asOf,
      String engine,
      RulebookVersion rulebook,
      List<Recommendation> recommended,
      List<String> clear,
      List<NotAssessed> notAssessed,
      List<Waived> waived,
      List<Resolved> resolved) {
    this(
        advisory,
        organisation,
        asOf,
        engine,
        rulebook,
        recommended,
        Summary.NONE,
        List.of(),
        clear,
        notAssessed,
        List.of(),
        List.of(),
        waived,
        resolved,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        History.NONE);
  }

  /** The same advisory under that id. */
  Advisory named(String id) {
    return copy(id, history);
  }

  /** The same advisory with that history. */
  Advisory with(History before) {
    return copy(advisory, before);
  }

  /** The advice in one sentence. */
  public String headline() {
    return summary.headline();
  }

  /** The same advisory with that summary. */
  Advisory with(Summary answer) {
    return copy(advisory, answer, history);
  }

  private Advisory copy(String id, History before) {
    return copy(id, summary, before);
  }

  private Advisory copy(String id, Summary answer, History before) {
    return new Advisory(
        id,
        organisation,
        asOf,
        engine,
        rulebook,
        recommended,
        answer,
        assumptions,
        clear,
        notAssessed,
        notApplicable,
        withheld,
        waived,
        resolved,
        questions,
        lapsed,
        claimed,
        notes,
        before);
  }

  /** Organisation that the advice is for. */
  public record Organisation(String id, String name) {}

  /** Rulebook under which the dossier was evaluated; the version is its content hash. */
  public record RulebookVersion(String name, String version) {}

  /**
   * All findings of one rule, as one piece of advice.
   *
   * @param because one line a finding, made from the organisation's own values
   * @param since the date of the advisory in which it first stood without a break
   * @param schedule who does it by when; its components are keys beside the others
   * @param rank why it stands where it does among those of its priority
   * @param concerns the things that it is about, by name, in the order of the reasons
   * @param assumes those of the assumptions that it rests on
   */
  public record Recommendation(
      String rule,
      String title,
      String action,
      String owner,
      Priority priority,
      List<String> because,
      List<EvidenceItem> evidence,
      List<SourceItem> sources,
      List<ThresholdItem> thresholds,
      Status status,
      LocalDate since,
      @JsonUnwrapped Schedule schedule,
      String rank,
      List<String> concerns,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> assumes) {

    /** A recommendation that was kept before there were schedules and ranks has the usual ones. */
    @SuppressWarnings("NullAway") // what was kept before may lack it
    public Recommendation {
      schedule =
          schedule == null ? Schedule.usual(priority, since) : schedule.orUsual(priority, since);
      rank = rank == null ? "" : rank;
      concerns = concerns == null ? List.of() : List.copyOf(concerns);
      assumes = assumes == null ? List.of() : List.copyOf(assumes);
    }

    /** A recommendation that is due as its priority usually is. */
    public Recommendation(
        String rule,
        String title,
        String action,
        String owner,
        Priority priority,
        List<String> because,
        List<EvidenceItem> evidence,
        List<SourceItem> sources,
        List<ThresholdItem> thresholds,
        Status status,
        LocalDate since,
        List<String> assumes) {
      this(
          rule,
          title,
          action,
          owner,
          priority,
          because,
          evidence,
          sources,
          thresholds,
          status,
          since,
          Schedule.usual(priority, since),
          "",
          List.of(),
          assumes);
    }

    /** The same recommendation by another schedule. */
    Recommendation with(Schedule other) {
      return copy(other, rank, concerns);
    }

    /** The same recommendation with why it stands where it does, and what it is about. */
    Recommendation ranked(String why, List<String> about) {
      return copy(schedule, why, about);
    }

    private Recommendation copy(Schedule other, String why, List<String> about) {
      return new Recommendation(
          rule,
          title,
          action,
          owner,
          priority,
          because,
          evidence,
          sources,
          thresholds,
          status,
          since,
          other,
          why,
          about,
          assumes);
    }
  }

  /** An entry that a finding rests on; without {@code entry} it speaks of the whole section. */
  public record EvidenceItem(
      String section,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer entry,
      String origin) {}

  /** Source of guidance: the document's key and its section. */
  public record SourceItem(String document, String section) {}

  /**
   * A number that the finding was held against; {@code basis} is {@code source}, {@code reference}
   * or {@code judgement}.
   */
  public record ThresholdItem(String name, BigDecimal value, String unit, String basis) {}

  /** A rule that could not be judged, and the sections or fields that would settle it. */
  public record NotAssessed(String rule, List<String> needs) {}

  /**
   * A rule that is about something that the organisation is not or does not have, and what that is.
   */
  public record NotApplicable(String rule, String because) {}

  /**
   * A rule that could not be judged by a fault of Nestor, and what that means.
   *
   * @param difference all that shows the fault again, beside the dossier; null where the rule only
   *     looks at another one that is withheld; no part of the public JSON form
   */
  public record Withheld(String rule, String because, @Nullable EngineDifference difference) {}

  /** A recommendation that somebody waived until a date. */
  public record Waived(String rule, String by, String why, LocalDate until) {}

  /** Somebody's word that what a rule recommends was done on that day. */
  public record Claimed(String rule, String by, LocalDate done) {}

  /**
   * One line on how the data was read.
   *
   * @param text with the exact place, for programs and consultants
   * @param plain the same for people who filled in the data
   */
  public record Note(nestor.evidence.Note.Kind kind, String text, String plain) {
    /** A note of an advisory that may have been stored without plain words. */
    @JsonCreator
    public Note(
        @JsonProperty("kind") nestor.evidence.Note.Kind kind,
        @JsonProperty("text") String text,
        @JsonProperty("plain") @Nullable String plain) {
      this.kind = kind;
      this.text = text;
      this.plain = Objects.requireNonNullElse(plain, text);
    }
  }

  /** A rule that was recommended in the previous advisory, since that date, and is clear now. */
  public record Resolved(String rule, LocalDate since) {}

  /**
   * Something to ask the organisation.
   *
   * @param need the section or field that would hold the answer
   * @param question what to ask, in a sentence
   * @param settles how many rules some answer settles
   * @param critical how many of them are critical
   */
  public record Question(String need, String question, int settles, int critical) {}
}
