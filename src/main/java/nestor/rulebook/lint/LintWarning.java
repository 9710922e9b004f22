package nestor.rulebook.lint;

import java.util.Locale;
import nestor.diagnostics.Diagnostic;

/**
 * Warning of a lint, with its kind. Each kind has a page in {@code docs/lints}. What cannot be
 * loaded at all is a {@code Diagnostic} of the loader.
 */
public record LintWarning(Kind kind, Diagnostic diagnostic) {

  /** Kind of warning; its {@link #id()} is what an author writes to accept it. */
  public enum Kind {
    /** A threshold varies by a dimension that no rule derives, or by a value that it never has. */
    UNKNOWN_VARIANT(true, "A threshold varies by something that is never so"),
    /** A condition compares with a text that the field never holds. */
    UNKNOWN_VALUE(true, "A condition asks for a value that never occurs"),
    /** Conditions that contradict one another. */
    NEVER_HOLDS(false, "Conditions that can never hold together"),
    /** A test that holds for every entry. */
    ALWAYS_HOLDS(false, "A test that holds for every entry"),
    /** Two rules with the same conditions. */
    SAME_CONDITIONS(false, "Two rules with the same conditions"),
    /** A case that adds nothing to a wider case of its rule. */
    SHADOWED_CASE(false, "A case that a wider case of its rule includes"),
    /** Two rules that no value satisfies: one is always recommended, and for some values both. */
    CONTRADICTORY_PAIR(false, "Two rules that no value satisfies"),
    /** A derived type that no rule reads. */
    UNREAD_FACT(false, "A derived fact that no rule reads"),
    /** A dimension by which no threshold varies. */
    UNREAD_DIMENSION(false, "A dimension by which no threshold varies"),
    /** A table that no rule reads. */
    UNREAD_TABLE(false, "A table that no rule reads"),
    /** A table without rows, or derived type that no rule derives, that rules read. */
    NEVER_THERE(false, "A type of fact that is read and never there"),
    /** A scope that no rule names. */
    UNUSED_SCOPE(false, "A scope that no rule names"),
    /** A variable that is bound and not used. */
    UNUSED_VARIABLE(false, "A variable that is bound and not used"),
    /** A rule that does not say how much work its action is. */
    NO_EFFORT(false, "A rule without @effort"),
    /** A section or a field that people are not asked about, in a file that has questions. */
    NO_QUESTION(false, "A section or a field without @ask"),
    /** A title or an action that will not read well. */
    WORDING(false, "A title or an action that will not read well"),
    /** A title, an action or a source that sends the reader somewhere else. */
    POINTS_ELSEWHERE(false, "A title, an action or a source that points elsewhere"),
    /** A rule that gives an order where nothing is to do. */
    ORDER_WHEN_CLEAR(false, "A rule that gives an order where it is clear"),
    /** Words for people that hold the name of a threshold. */
    THRESHOLD_ID(false, "The name of a threshold in words for people"),
    /** Words of a new rule that nobody has replaced, in a draft. */
    PLACEHOLDER(false, "A draft that still holds the words of a new rule"),
    /** A rule that has no scenario for at least one of the three answers. */
    UNTRIED(false, "A rule that the scenarios do not try in every answer"),
    /** A comment that accepts a warning which is not made. */
    NEEDLESS_ACCEPT(false, "A comment that accepts nothing");

    private final boolean stops;
    private final String means;

    Kind(boolean stops, String means) {
      this.stops = stops;
      this.means = means;
    }

    /** Whether it can come of a fault elsewhere, such as of the one rule that reads something. */
    public boolean hangsOnAllRules() {
      return this == UNREAD_FACT
          || this == UNREAD_DIMENSION
          || this == UNREAD_TABLE
          || this == NEVER_THERE
          || this == UNUSED_SCOPE
          || this == UNTRIED
          || this == NEEDLESS_ACCEPT;
    }

    /** Whether it is a fault: what it is about cannot have been meant. */
    public boolean stops() {
      return stops;
    }

    /** Subject in a few words. */
    public String means() {
      return means;
    }

    /** The name by which an author accepts it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
