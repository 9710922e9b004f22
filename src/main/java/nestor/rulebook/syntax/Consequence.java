package nestor.rulebook.syntax;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;

/**
 * Consequence of a rule, the one line after {@code then}: advice, a derived fact, or that rules of
 * a scope do not apply.
 */
public sealed interface Consequence {

  /** Position of the consequence's start. */
  SourcePosition position();

  /** The answer of the function for the kind of consequence that this is. */
  <R> R match(
      Function<? super Advise, ? extends R> onAdvise,
      Function<? super Derive, ? extends R> onDerive,
      Function<? super Exclude, ? extends R> onExclude);

  /** Calls the action for the kind of consequence that this is. */
  void visit(
      Consumer<? super Advise> onAdvise,
      Consumer<? super Derive> onDerive,
      Consumer<? super Exclude> onExclude);

  /** Consequence that gives a reason to people. */
  sealed interface Worded extends Consequence {

    /** The reason, with values in braces. */
    String text();

    /** Position of the opening quote of the reason. */
    SourcePosition textPlace();

    /**
     * Returns the position of a character of the reason.
     *
     * @param letter the 0-based index of the character
     */
    default SourcePosition at(int letter) {
      SourcePosition quote = textPlace();
      return new SourcePosition(quote.file(), quote.line(), quote.column() + 1 + letter);
    }
  }

  /**
   * {@code advise.because("text");} gives a reason for the recommendation; {@code
   * advise.critical("text");} and its like raise its priority as well.
   *
   * @param priority the least priority of a recommendation with the finding, or null for the rule's
   *     own
   * @param text the reason, with values in braces
   * @param textPlace where the opening quote of the reason stands
   */
  record Advise(
      @Nullable String priority, String text, SourcePosition textPlace, SourcePosition position)
      implements Worded {
    @Override
    public <R> R match(
        Function<? super Advise, ? extends R> onAdvise,
        Function<? super Derive, ? extends R> onDerive,
        Function<? super Exclude, ? extends R> onExclude) {
      return onAdvise.apply(this);
    }

    @Override
    public void visit(
        Consumer<? super Advise> onAdvise,
        Consumer<? super Derive> onDerive,
        Consumer<? super Exclude> onExclude) {
      onAdvise.accept(this);
    }
  }

  /** {@code insertLogical(new Type(arguments));} derives a fact that other rules share. */
  record Derive(String type, List<Expression> arguments, SourcePosition position)
      implements Consequence {
    @Override
    public <R> R match(
        Function<? super Advise, ? extends R> onAdvise,
        Function<? super Derive, ? extends R> onDerive,
        Function<? super Exclude, ? extends R> onExclude) {
      return onDerive.apply(this);
    }

    @Override
    public void visit(
        Consumer<? super Advise> onAdvise,
        Consumer<? super Derive> onDerive,
        Consumer<? super Exclude> onExclude) {
      onDerive.accept(this);
    }
  }

  /**
   * {@code notApplicable.because("text");} gives the reason why rules of a scope do not apply.
   *
   * @param text the reason, with values in braces
   * @param textPlace where the opening quote of the reason stands
   */
  record Exclude(String text, SourcePosition textPlace, SourcePosition position) implements Worded {
    @Override
    public <R> R match(
        Function<? super Advise, ? extends R> onAdvise,
        Function<? super Derive, ? extends R> onDerive,
        Function<? super Exclude, ? extends R> onExclude) {
      return onExclude.apply(this);
    }

    @Override
    public void visit(
        Consumer<? super Advise> onAdvise,
        Consumer<? super Derive> onDerive,
        Consumer<? super Exclude> onExclude) {
      onExclude.accept(this);
    }
  }
}
