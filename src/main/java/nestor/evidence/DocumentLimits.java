package nestor.evidence;

/**
 * Limits on what a document may hold, the same whichever way it came, with the words in which they
 * are said. They keep hostile documents cheap; what values may be is up to the vocabulary.
 */
public final class DocumentLimits {
  /** The largest document that is read, in bytes. */
  public static final int LARGEST = 20 << 20;

  /** Fault of a document that is larger. */
  public static final String TOO_LARGE = "is larger than " + (LARGEST >> 20) + " MB";

  /** Cure for a document that is larger. */
  public static final String SPLIT_IT = "split it by section and send the parts";

  /** Cure for a document that is empty. */
  static final String FILL_IT = "send it again with its content";

  /** Levels of nesting. */
  static final int DEEPEST = 30;

  /** Digits of one number. */
  static final int LONGEST_NUMBER = 100;

  /** Characters of one key. */
  static final int LONGEST_NAME = 10_000;

  /** Characters of one text. */
  static final int LONGEST_STRING = 1_000_000;

  private DocumentLimits() {}
}
