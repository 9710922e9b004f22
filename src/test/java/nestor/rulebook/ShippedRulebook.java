package nestor.rulebook;

import java.nio.file.Path;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.FileCompilationCache;
import nestor.rulebook.drools.RulebookCompiler;

/** The rulebook in rules/, compiled once for all tests. */
public final class ShippedRulebook {
  private static final RulebookCompiler.Result LOADED =
      RulebookCompiler.load(Path.of("rules"), cache());

  private ShippedRulebook() {}

  public static Rulebook get() {
    return compiled().rulebook();
  }

  public static CompiledRulebook compiled() {
    return LOADED
        .rulebook()
        .orElseThrow(
            () -> new AssertionError("the shipped rulebook has faults: " + LOADED.faults()));
  }

  /** What former tests compiled. */
  static CompilationCache cache() {
    return FileCompilationCache.in(
        Path.of(System.getProperty("nestor.cache", "target/test-cache"), "compiled"));
  }
}
