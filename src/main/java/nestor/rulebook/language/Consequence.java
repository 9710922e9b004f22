package nestor.rulebook.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule does, in one line. */
public sealed interface Consequence {

  /** Where the consequence starts. */
  Place place();

  /**
   * {@code advise.because("text");} gives a reason for the recommendation; {@code
   * advise.critical("text");} and its like raise its priority as well.
   *
   * @param priority the priority that the finding raises the recommendation to, or null
   * @param text the reason, with values in braces
   * @param textPlace where the opening quote of the reason stands
   */
  record Advise(@Nullable String priority, String text, Place textPlace, Place place)
      implements Consequence {

    /** The place of a letter of the reason. */
    public Place at(int letter) {
      return new Place(textPlace.file(), textPlace.line(), textPlace.column() + 1 + letter);
    }
  }

  /** {@code insertLogical(new Type(arguments));} derives a fact that other rules share. */
  record Derive(String type, List<Expression> arguments, Place place) implements Consequence {}
}
