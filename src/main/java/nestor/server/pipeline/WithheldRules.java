package nestor.server.pipeline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.engine.assessment.EngineDifference;
import nestor.store.Database;

/**
 * Rules that are withheld from organisations by their last advisories, those of before the start
 * included: an advisory that still stands is not given again. For any thread.
 */
final class WithheldRules {
  private final Database database;
  private final AdvisoryRepository advisories;
  private final Map<String, List<EngineDifference>> byOrganisation = new ConcurrentSkipListMap<>();
  private boolean restored;

  WithheldRules(Database database, AdvisoryRepository advisories) {
    this.database = database;
    this.advisories = advisories;
  }

  /** Takes up what the newest advisory of its organisation withholds. */
  void note(Advisory advisory) {
    byOrganisation.put(advisory.organisation().id(), differences(advisory));
  }

  /** The differences of both evaluations, with all that reproduces them. */
  synchronized List<EngineDifference> all() {
    if (!restored) {
      for (Advisory advisory : database.read(advisories::latestWithDifferences)) {
        byOrganisation.putIfAbsent(advisory.organisation().id(), differences(advisory));
      }
      restored = true;
    }
    return byOrganisation.values().stream().flatMap(List::stream).toList();
  }

  private static List<EngineDifference> differences(Advisory advisory) {
    return advisory.withheld().stream()
        .flatMap(one -> Stream.ofNullable(one.difference()))
        .toList();
  }
}
