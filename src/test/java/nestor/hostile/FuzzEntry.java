package nestor.hostile;

/** Where the fuzzer enters; the system property {@code fuzz.target} says which parser it feeds. */
public final class FuzzEntry {
  private static final FuzzTarget TARGET = FuzzTarget.valueOf(System.getProperty("fuzz.target"));

  private FuzzEntry() {}

  /** Called by the fuzzer once: what is loaded at the first input is no part of its time. */
  public static void fuzzerInitialize() {
    TARGET.feed(new byte[0]);
  }

  /** Called by the fuzzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    TARGET.feed(input);
  }
}
