package nestor.reasoning;

import java.nio.file.Path;
import nestor.rulebook.CompiledFolder;
import nestor.rulebook.CompiledParts;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;

/** The rulebook in rules/, compiled once for all tests. */
public final class ShippedRulebook {
  private static final RulebookFolder.Loaded LOADED =
      RulebookFolder.load(Path.of("rules"), compiled());

  private ShippedRulebook() {}

  public static Rulebook get() {
    return LOADED
        .rulebook()
        .orElseThrow(
            () -> new AssertionError("the shipped rulebook has faults: " + LOADED.faults()));
  }

  /** What former tests compiled. */
  static CompiledParts compiled() {
    return CompiledFolder.in(
        Path.of(System.getProperty("nestor.cache", "target/test-cache"), "compiled"));
  }
}
