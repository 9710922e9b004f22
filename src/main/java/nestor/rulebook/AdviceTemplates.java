package nestor.rulebook;

import java.util.List;

/**
 * Title and action of a rule as it words them, with what is to be named in braces: {@code {$s.name
 * | or each system}}. What the findings have in common is not named there but in {@link
 * Rule.Case#reason}.
 */
public record AdviceTemplates(ReasonTemplate title, ReasonTemplate action) {
  /** The annotations by which a rule, or one of its cases, words what to do. */
  public static final List<String> ANNOTATIONS = List.of("title", "action");

  /** The words of a rule that is never shown, or of a case that has none of its own. */
  public static final AdviceTemplates NONE =
      new AdviceTemplates(new ReasonTemplate(List.of()), new ReasonTemplate(List.of()));
}
