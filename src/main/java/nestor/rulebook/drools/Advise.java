package nestor.rulebook.drools;

/**
 * Target of {@code advise.because(...)} and {@code notApplicable.because(...)} in compiled rules:
 * collects the reasons of those that fire.
 */
public interface Advise {
  /** Gives a reason for the rule's recommendation. */
  void because(String reason);

  /** Gives a reason and raises the recommendation to critical. */
  default void critical(String reason) {
    because(reason);
  }

  /** Gives a reason and raises the recommendation to high. */
  default void high(String reason) {
    because(reason);
  }

  /** Gives a reason and raises the recommendation to medium. */
  default void medium(String reason) {
    because(reason);
  }

  /** Gives a reason and raises the recommendation to low. */
  default void low(String reason) {
    because(reason);
  }
}
