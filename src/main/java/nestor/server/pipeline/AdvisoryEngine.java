package nestor.server.pipeline;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import nestor.advisory.Advisory;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Engine of the server: gives advice by the active rulebook, and reports which rulebook that is.
 * {@code ActiveRulebook} implements it. Safe for use by several threads: workers and HTTP requests
 * advise at the same time, and each call is answered by one version of the rulebook.
 */
public interface AdvisoryEngine {
  /**
   * Advises an organisation.
   *
   * @param previous the last advisory of the same organisation, or null
   */
  Advisory advise(Dossier dossier, @Nullable Advisory previous, LocalDate asOf);

  /** Applies a function to the active rulebook, which stays active until that has returned. */
  <T> T read(BiFunction<Rulebook, Assessor, T> function);

  /** The version of the rulebook that the next advice will rest on. */
  String rulebookVersion();

  /** Returns the status of the rulebook on which the next advice will rest. */
  RulebookStatus status();

  /** Reason why edits of the rulebook are not taken up, if there is one. */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  /** The versions that were in force, the latest first. */
  List<RulebookActivation> formerRulebooks();
}
