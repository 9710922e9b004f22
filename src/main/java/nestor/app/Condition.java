package nestor.app;

/**
 * Whether a part of the server can do its work now.
 *
 * @param name which part, such as {@code mail in}
 * @param reason why it cannot, on one line; empty where it can
 */
public record Condition(String name, boolean ready, String reason) {

  static Condition ready(String name) {
    return new Condition(name, true, "");
  }

  static Condition not(String name, String reason) {
    return new Condition(name, false, reason);
  }
}
