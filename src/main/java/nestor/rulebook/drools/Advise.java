package nestor.rulebook.drools;

/**
 * Target of {@code advise.because(...)} and {@code notApplicable.because(...)} in compiled rules:
 * collects the reasons of those that fire.
 */
public interface Advise {
  /** Gives a reason for the rule's recommendation. */
  void because(String reason);

  /** Gives a reason and makes the recommendation critical at least. */
  default void critical(String reason) {
    because(reason);
  }

  /** Gives a reason and makes the recommendation high at least. */
  default void high(String reason) {
    because(reason);
  }

  /** Gives a reason and makes the recommendation medium at least. */
  default void medium(String reason) {
    because(reason);
  }

  /** Gives a reason and makes the recommendation low at least. */
  default void low(String reason) {
    because(reason);
  }
}
