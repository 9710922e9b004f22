package nestor.server.pipeline;

import java.util.function.BiFunction;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;

/** The rulebook in force, for those who look into it. Safe for use by several threads. */
public interface RulebookView {
  /** Looks into it; it stays in force until that has ended. */
  <T> T read(BiFunction<Rulebook, Assessor, T> into);
}
