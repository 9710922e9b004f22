package nestor.rulebook.drools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.load.ParsedRulebook;
import nestor.rulebook.load.RulebookLoader;

/**
 * Loader and compiler of rulebooks, for evaluation. For reading alone use {@link RulebookLoader},
 * which takes less time and does not report what Drools alone objects to.
 */
public final class RulebookCompiler {
  private RulebookCompiler() {}

  /**
   * A compiled rulebook, or the faults for which there is none.
   *
   * @param parsed what could be read of it, whatever the faults
   * @param faults in reading order
   */
  public record Result(
      Optional<CompiledRulebook> rulebook, ParsedRulebook parsed, List<Diagnostic> faults) {}

  /** Loads and compiles the folder. */
  public static Result load(Path folder) {
    return load(folder, CompilationCache.NONE);
  }

  /**
   * Loads the folder, and compiles what is not in the cache.
   *
   * @param cache keeps what is compiled now
   */
  public static Result load(Path folder, CompilationCache cache) {
    RulebookLoader.Loaded loaded = RulebookLoader.load(folder);
    if (loaded.rulebook().isEmpty()) {
      return new Result(Optional.empty(), loaded.parsed(), loaded.faults());
    }
    Rulebook rulebook = loaded.rulebook().get();
    List<Diagnostic> faults = new ArrayList<>();
    Compilation compilation =
        Compilation.of(
            new Compilation.Source(
                loaded.parsed().files(),
                rulebook.factTypes().keySet(),
                rulebook.derivations().stream().map(Rule.Derivation::name).toList()),
            cache,
            faults);
    faults.sort(Diagnostic.READING_ORDER);
    return new Result(
        Optional.ofNullable(compilation).map(compiled -> new CompiledRulebook(rulebook, compiled)),
        loaded.parsed(),
        List.copyOf(faults));
  }
}
