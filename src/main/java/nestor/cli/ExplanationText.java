package nestor.cli;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nestor.dossier.Dossier;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.explanation.Explanation;
import nestor.engine.explanation.StepState;
import nestor.engine.questions.Question;
import org.jspecify.annotations.Nullable;

/** Text form of an explanation, for a terminal. Over HTTP an explanation is a page or JSON. */
final class ExplanationText {
  private static final int WIDTH = 100;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private static final Set<StepState> EITHER_WAY =
      Set.of(StepState.HOLDS_EITHER_WAY, StepState.FAILS_EITHER_WAY);

  private final StringBuilder text = new StringBuilder();
  private final boolean colour;

  private final @Nullable String data;

  /**
   * An explanation yet to be written.
   *
   * @param data how the organisation and the rulebook are named on the command line; null where
   *     {@code what-if} does not know the rule
   */
  ExplanationText(@Nullable String data, boolean colour) {
    this.data = data;
    this.colour = colour;
  }

  String of(Dossier dossier, Explanation why, @Nullable RecommendationRank place) {
    line(0, bold(why.title()));
    line(0, why.rule() + ", " + why.priority().text() + ", " + why.owner());
    gap();
    line(0, bold(answer(why)) + " " + dossier.name() + ", " + day(why.asOf()));
    waived(why);
    because(why);
    if (place != null) {
      head("Place in the advisory");
      line(2, place.rank() + " of " + place.of() + ": " + place.why());
    }
    if (!why.ask().isEmpty()) {
      head("What would settle it");
      why.ask().forEach(ask -> line(2, "- " + ask.question() + " [" + ask.need() + "]"));
    }
    if (!why.limits().isEmpty()) {
      head("Measured against");
      why.limits().forEach(this::limit);
    }
    head("Condition by condition");
    List<Explanation.Case> cases = why.cases();
    if (cases.stream().anyMatch(one -> EITHER_WAY.contains(one.answer()))) {
      line(
          2,
          "What a question mark stands before depends on what is missing; all that it can be leads"
              + " to the same answer.");
    }
    for (int i = 0; i < cases.size(); i++) {
      Explanation.Case one = cases.get(i);
      boolean isRecommended =
          why.answer() == RuleAnswer.RECOMMENDED || why.answer() == RuleAnswer.WAIVED;
      if (isRecommended && one.answer() == StepState.FAILS && cases.size() > 1) {
        continue;
      }
      if (cases.size() > 1) {
        line(2, bold(name(i, one)) + ": " + verdict(one.answer()));
      }
      one.steps().forEach(step -> step(cases.size() > 1 ? 4 : 2, step));
    }
    for (Explanation.Flip flip : why.changes()) {
      head("It would be " + flip.to().text() + " with");
      flip.data().forEach(changed -> line(2, "- " + changed.text()));
      if (data != null) {
        // On one line however long, so that it can be copied.
        text.append("  try it: nestor what-if ").append(data);
        flip.data().stream()
            .flatMap(changed -> changed.arguments().stream())
            .forEach(argument -> text.append(' ').append(argument(argument)));
        text.append('\n');
      }
    }
    for (Explanation.NoChange none : why.noChange()) {
      head("No small change was found with which it would be " + none.to().text());
      line(2, "- " + none.why());
    }
    return text.toString();
  }

  static String of(Dossier dossier, List<Question> questions) {
    ExplanationText text = new ExplanationText("", Terminal.hasColour());
    if (questions.isEmpty()) {
      return "Nothing is left to ask of " + dossier.name() + ": every rule is assessed.\n";
    }
    text.line(0, text.bold("What to ask " + dossier.name() + " next"));
    text.gap();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      text.line(0, String.format(Locale.ROOT, "%2d. ", i + 1) + question.question());
      text.line(4, question.worth() + " [" + question.need() + "]");
    }
    return text.text.toString();
  }

  private void waived(Explanation why) {
    Explanation.Waived waived = why.waived();
    if (waived != null) {
      line(
          0,
          (waived.counts() ? "The waiver by " : "A waiver by ")
              + waived.by()
              + (waived.counts() ? " counts until " : " ended on ")
              + day(waived.until())
              + (waived.why().isEmpty() ? "." : ": " + waived.why()));
      if (why.answer() == RuleAnswer.WAIVED) {
        line(0, "Without it, the rule would be recommended; the lines below say why.");
      }
    }
  }

  private static String answer(Explanation why) {
    return switch (why.answer()) {
      case WAIVED -> "WAIVED for";
      case RECOMMENDED -> "RECOMMENDED for";
      case CLEAR -> "CLEAR for";
      case NOT_ASSESSED -> "NOT ASSESSED for";
      case NOT_APPLICABLE -> "NOT APPLICABLE to";
      case WITHHELD -> "WITHHELD from";
    };
  }

  private static String name(int index, Explanation.Case one) {
    return one.name().isEmpty() ? "Way " + (index + 1) : "Way " + (index + 1) + ", " + one.name();
  }

  private static String verdict(StepState answer) {
    return switch (answer) {
      case HOLDS -> "it holds";
      case OPEN -> "it cannot be judged yet";
      case HOLDS_EITHER_WAY -> "this or another way holds, whatever is missing";
      case FAILS_EITHER_WAY -> "it does not hold, whatever is missing";
      case FAILS, NOT_REACHED -> "it does not hold";
    };
  }

  private void because(Explanation why) {
    if (why.because().isEmpty()) {
      return;
    }
    head("Why");
    for (Explanation.Because because : why.because()) {
      line(2, "- " + because.reason());
      for (Explanation.Read read : because.rests()) {
        line(6, read.place() + (read.values().isEmpty() ? "" : ": " + read.values()));
      }
    }
  }

  private static String basis(String basis) {
    return switch (basis) {
      case "source" -> ", from the source";
      case "reference" -> ", by a public reference";
      default -> ", our judgement";
    };
  }

  private void limit(Explanation.Limit limit) {
    line(
        2,
        "- "
            + limit.name()
            + ": "
            + limit.value()
            + basis(limit.basis())
            + (limit.source() == null ? "" : " (" + limit.source() + ")"));
    if (limit.chosen() != null) {
      line(6, "this one because " + limit.chosen());
    }
    if (limit.why() != null) {
      line(6, limit.why());
    }
  }

  private void step(int indent, Explanation.Step step) {
    String sign =
        switch (step.state()) {
          case HOLDS -> "✓ ";
          case OPEN, HOLDS_EITHER_WAY, FAILS_EITHER_WAY -> "? ";
          case FAILS -> "✗ ";
          case NOT_REACHED -> "· ";
        };
    line(
        indent,
        sign
            + step.condition()
            + (step.found().isEmpty() ? "" : ": " + step.found())
            + (step.state() == StepState.NOT_REACHED ? " (not looked at)" : ""));
    step.near().forEach(near -> line(indent + 4, near));
    for (Explanation.Case through : step.through()) {
      if (!through.name().isEmpty()) {
        line(indent + 4, through.name() + ":");
      }
      through.steps().stream()
          .filter(s -> s.state() != StepState.NOT_REACHED)
          .forEach(s -> step(indent + 6, s));
    }
  }

  private void head(String title) {
    gap();
    line(0, bold(title));
  }

  private void gap() {
    text.append('\n');
  }

  private String bold(String words) {
    return colour ? "\u001B[1m" + words + "\u001B[0m" : words;
  }

  /** Appends a wrapped paragraph, whose further lines are indented to the first words. */
  private void line(int indent, String words) {
    String lead = " ".repeat(indent);
    String hang = words.matches("(?s)([-✓?✗·]|\\d+\\.) .*") ? lead + "  " : lead;
    StringBuilder at = new StringBuilder(lead);
    int start = at.length();
    for (String word : words.split(" ")) {
      if (at.length() > start && at.length() + word.length() + 1 > WIDTH) {
        text.append(at).append('\n');
        at = new StringBuilder(hang);
        start = at.length();
      }
      at.append(at.length() > start ? " " : "").append(word);
    }
    text.append(at).append('\n');
  }

  private static String argument(String argument) {
    int space = argument.indexOf(' ');
    return argument.substring(0, space + 1) + quoted(argument.substring(space + 1));
  }

  /** As a shell takes it. */
  static String quoted(String word) {
    return word.matches("[\\w.=:/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String day(LocalDate day) {
    return DAY.format(day);
  }
}
