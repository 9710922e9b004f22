package nestor.rulebook.syntax;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Consequence of a rule, the one line after {@code then}: advice or a derived fact. */
public sealed interface Consequence {

  /** Where the consequence starts. */
  SourcePosition position();

  /** The answer of the function for the kind of consequence that this is. */
  <R> R match(
      Function<? super Advise, ? extends R> onAdvise,
      Function<? super Derive, ? extends R> onDerive);

  /** Calls the action for the kind of consequence that this is. */
  void visit(Consumer<? super Advise> onAdvise, Consumer<? super Derive> onDerive);

  /**
   * {@code advise.because("text");} gives a reason for the recommendation; {@code
   * advise.critical("text");} and its like raise its priority as well.
   *
   * @param priority the priority that the finding raises the recommendation to, or null
   * @param text the reason, with values in braces
   * @param textPlace where the opening quote of the reason stands
   */
  record Advise(
      @Nullable String priority, String text, SourcePosition textPlace, SourcePosition position)
      implements Consequence {

    /**
     * Returns the position of a character of the reason.
     *
     * @param letter the 0-based index of the character
     */
    public SourcePosition at(int letter) {
      return new SourcePosition(
          textPlace.file(), textPlace.line(), textPlace.column() + 1 + letter);
    }

    @Override
    public <R> R match(
        Function<? super Advise, ? extends R> onAdvise,
        Function<? super Derive, ? extends R> onDerive) {
      return onAdvise.apply(this);
    }

    @Override
    public void visit(Consumer<? super Advise> onAdvise, Consumer<? super Derive> onDerive) {
      onAdvise.accept(this);
    }
  }

  /** {@code insertLogical(new Type(arguments));} derives a fact that other rules share. */
  record Derive(String type, List<Expression> arguments, SourcePosition position)
      implements Consequence {
    @Override
    public <R> R match(
        Function<? super Advise, ? extends R> onAdvise,
        Function<? super Derive, ? extends R> onDerive) {
      return onDerive.apply(this);
    }

    @Override
    public void visit(Consumer<? super Advise> onAdvise, Consumer<? super Derive> onDerive) {
      onDerive.accept(this);
    }
  }
}
