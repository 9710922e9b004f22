package nestor.rulebook.drools;

import java.util.Collection;
import nestor.rulebook.Rulebook;

/**
 * A rulebook with its rules compiled, for evaluation. What only reads a rulebook takes {@link
 * #rulebook()} instead. Close it after use. Safe for use by several threads.
 */
public record CompiledRulebook(Rulebook rulebook, Compilation compilation)
    implements AutoCloseable {

  /**
   * These rules alone, with the derivations that they need, the whole vocabulary and all
   * thresholds; close it, too, after use.
   *
   * @param ids of rules
   */
  public CompiledRulebook part(Collection<String> ids) {
    Rulebook part = rulebook.part(ids);
    return new CompiledRulebook(part, compilation.part(part.namesInDrl()));
  }

  /**
   * The rulebook as it advises, without its drafts; this one itself where there are none. Else it
   * has a compilation of its own: close that, too, after use.
   */
  public CompiledRulebook advising() {
    Rulebook advising = rulebook.advising();
    return advising.rules().size() == rulebook.rules().size()
        ? this
        : new CompiledRulebook(advising, compilation.part(advising.namesInDrl()));
  }

  /** Gives the memory of the compiled rules back; evaluations must have ended before. */
  @Override
  public void close() {
    compilation.close();
  }
}
