package nestor.rulebook;

import java.util.List;

/**
 * Title and action of a rule as it words them, with what is to be named in braces: {@code {$s.name
 * | or each system}}. What the findings have in common is not named there but in {@link
 * Rule.Case#reason}.
 */
public record AdviceTemplates(ReasonTemplate title, ReasonTemplate action) {
  /** The words of a rule that is never shown. */
  static final AdviceTemplates NONE =
      new AdviceTemplates(new ReasonTemplate(List.of()), new ReasonTemplate(List.of()));
}
