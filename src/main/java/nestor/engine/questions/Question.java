package nestor.engine.questions;

import java.util.List;

/**
 * Question to an organisation, with the rules that its answer could settle. What a rule needs for
 * an answer, in words, is a {@code NeededAnswer}.
 *
 * @param need the section or field that would hold the answer
 * @param question what to ask, in a sentence
 * @param settles how many rules some answer to it settles, whatever else stays unknown
 * @param critical how many of those are critical
 * @param rules the rules that it may settle, by id
 */
public record Question(
    String need, String question, int settles, int critical, List<String> rules) {

  /** Worth of an answer, as a sentence. */
  public String worth() {
    return "It could settle " + (settles == 1 ? "1 rule" : settles + " rules") + urgency() + ".";
  }

  private String urgency() {
    if (critical == 0) {
      return "";
    }
    if (critical < settles) {
      return ", " + critical + " of them critical";
    }
    return switch (settles) {
      case 1 -> ", a critical one";
      case 2 -> ", both critical";
      default -> ", all critical";
    };
  }
}
