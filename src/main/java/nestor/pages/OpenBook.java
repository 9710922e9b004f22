package nestor.pages;

import java.util.function.BiFunction;
import nestor.reasoning.Assessor;
import nestor.rulebook.Rulebook;

/** The rulebook in force, for those who look into it. Safe for use by several threads. */
public interface OpenBook {
  /** Looks into it; it stays in force until that has ended. */
  <T> T look(BiFunction<Rulebook, Assessor, T> into);
}
