package nestor.evidence;

import com.fasterxml.jackson.databind.node.BooleanNode;

/** Yes or no of a YAML tree that knows the word in which it was written, such as {@code off}. */
final class YesNoAsWritten extends BooleanNode {
  private static final long serialVersionUID = 1;

  private final String text;

  YesNoAsWritten(boolean value, String text) {
    super(value);
    this.text = text;
  }

  @Override
  public String asText() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
