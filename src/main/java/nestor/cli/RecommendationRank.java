package nestor.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;

/**
 * Place of a recommendation in the advisory of its organisation.
 *
 * @param rank from 1
 * @param of how many recommendations there are
 * @param why the ground for it among those of its priority
 */
record RecommendationRank(int rank, int of, String why) {

  /** The place of a rule; empty where it is not recommended, or opens advisories as context. */
  static Optional<RecommendationRank> of(
      Assessor assessor, Dossier dossier, LocalDate day, String rule) {
    Advisory advisory =
        AdvisoryComposer.compose(
            assessor.resolution(dossier, day).dossier(),
            assessor.assess(dossier, day, assessor.waivers(dossier, day)),
            assessor.rulebook(),
            Version.number(),
            null);
    List<Advisory.Recommendation> toDo =
        advisory.recommended().stream()
            .filter(r -> !assessor.rulebook().about().stance().contains(r.rule()))
            .toList();
    return IntStream.range(0, toDo.size())
        .filter(i -> toDo.get(i).rule().equals(rule))
        .mapToObj(i -> new RecommendationRank(i + 1, toDo.size(), toDo.get(i).rank()))
        .findFirst();
  }
}
