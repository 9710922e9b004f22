package nestor.rulebook;

import java.nio.file.Path;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.FileCompilationCache;
import nestor.rulebook.load.RulebookLoader;

/** The rulebook in rules/, compiled once for all tests. */
public final class ShippedRulebook {
  private static final RulebookLoader.Loaded LOADED =
      RulebookLoader.load(Path.of("rules"), compiled());

  private ShippedRulebook() {}

  public static Rulebook get() {
    return LOADED
        .rulebook()
        .orElseThrow(
            () -> new AssertionError("the shipped rulebook has faults: " + LOADED.faults()));
  }

  /** What former tests compiled. */
  static CompilationCache compiled() {
    return FileCompilationCache.in(
        Path.of(System.getProperty("nestor.cache", "target/test-cache"), "compiled"));
  }
}
