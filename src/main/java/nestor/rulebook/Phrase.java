package nestor.rulebook;

import java.util.List;

/**
 * Phrase for what no rule, template or document words, such as "ago" or "none on record". Its
 * wording is in {@link Phrases}.
 */
public enum Phrase {
  /** A value that is not known. */
  UNKNOWN("unknown"),
  /** A list without anybody in it. */
  NOBODY("nobody"),
  /** The answer yes. */
  AFFIRMED("affirmed"),
  /** The answer no. */
  DENIED("denied"),
  /** Unit of {@link #AGO} and {@link #AHEAD}. */
  DAY("day"),
  /** The day of the advice. */
  TODAY("today"),
  /** An earlier day. */
  AGO("ago", "days"),
  /** A later day. */
  AHEAD("ahead", "days"),
  /** A day, and how far off it is. */
  AGED("aged", "date", "age"),
  /** The end of a list. */
  SERIES("series", "firsts", "last"),
  /** A question about a section for which the vocabulary has no words. */
  QUESTION_SECTION("question-section", "what"),
  /** A question about a field of entries for which the vocabulary has no words. */
  QUESTION("question", "whom", "what"),
  /** A question that is partly answered. */
  QUESTION_OTHERS("question-others", "what"),
  /** A question whether a list that may lack something is complete. */
  QUESTION_COMPLETE("question-complete", "list"),
  /** All entries of a section. */
  EACH("each", "entry"),
  /** Several entries by name. */
  EACH_OF("each-of", "names"),
  /** Some entries by name, and how many others there are. */
  MORE("more", "names", "count"),
  /** A field and its value. */
  EQUALS("equals", "field", "value"),
  /** A reason that holds if fields have some values, of a rule that is due whatever they are. */
  EITHER_WAY("either-way", "reason", "supposition"),
  /** What a reason supposes that holds if all is on record that there is. */
  NOTHING_MORE("nothing-more", "sections"),
  /** A rule that could not be judged by a fault of Nestor. */
  WITHHELD("withheld"),
  /** A rule that looks at another one, which could not be judged by a fault of Nestor. */
  WITHHELD_WITH("withheld-with", "rules"),
  /** The headline where too little is known to advise. */
  HEADLINE_UNKNOWN("headline-unknown", "open", "questions"),
  /** The same, where something is recommended all the same. */
  HEADLINE_UNKNOWN_YET("headline-unknown-yet", "unknown", "first"),
  /** First move, and its due day. */
  HEADLINE_ONE("headline-one", "first", "due"),
  /** The same, and what to do second. */
  HEADLINE_TWO("headline-two", "first", "second"),
  /** A thing to do, and the few things that it is about. */
  HEADLINE_ABOUT("headline-about", "title", "things"),
  /** What to do first, where something is overdue. */
  HEADLINE_OVERDUE("headline-overdue", "count", "first"),
  /** The ground of a headline where too little is known: what would tell most. */
  WHY_UNKNOWN("why-unknown", "question"),
  /** Several reasons, where one is shown. */
  HEADLINE_REASONS("headline-reasons", "reason", "count"),
  /** How far beyond its threshold something is. */
  RANK_BEYOND("rank-beyond", "times"),
  /** Something that should have been done again and again, and never was. */
  RANK_NEVER("rank-never"),
  /** Since when something is recommended. */
  RANK_SINCE("rank-since", "date"),
  /** How many things a recommendation concerns. */
  RANK_THINGS("rank-things", "count"),
  /** How much work something is. */
  RANK_EFFORT("rank-effort", "effort"),
  /** A recommendation that was moved up for the reader of an advisory. */
  RANK_READER("rank-reader", "reader"),
  /** A rule that only points at others. */
  RANK_NEVER_FIRST("rank-never-first"),
  /** The headline where nothing is recommended. */
  HEADLINE_NOTHING("headline-nothing", "judged", "questions");

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> holes;

  Phrase(String key, String... holes) {
    this.key = key;
    this.holes = List.of(holes);
  }

  /** Key of the phrase in a rulebook. */
  public String key() {
    return key;
  }

  /** Names that its text must hold, in braces. */
  public List<String> holes() {
    return holes;
  }
}
