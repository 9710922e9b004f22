package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import nestor.engine.assessment.Assessment.Recommended;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.BuiltInTypes;
import org.jspecify.annotations.Nullable;

/**
 * Factory of facts that state what other rules recommend, for rules that read recommendations.
 * Facts that rules derive are made by {@link DerivedFacts}.
 */
final class RecommendationFacts {
  private static final String WITHHELD = "withheld ";

  private RecommendationFacts() {}

  /** Withheld rules on which something depends. */
  static List<String> withheld(Ternary open) {
    return open.needs().stream()
        .filter(need -> need.startsWith(WITHHELD))
        .map(need -> need.substring(WITHHELD.length()))
        .toList();
  }

  /**
   * One fact for each rule that is recommended or could be, and is not waived.
   *
   * @param withheld rules that may be recommended or not
   */
  static List<Fact> of(
      Map<String, RuleResult> results, Set<String> waived, Collection<String> withheld) {
    List<Fact> recommendations = new ArrayList<>();
    for (String id : withheld) {
      if (!waived.contains(id)) {
        SortedSet<String> answer = new TreeSet<>(Set.of(WITHHELD + id));
        Unknown priority = new Unknown(answer, Unknown.ANYTHING, false);
        recommendations.add(recommendation(id, priority, Ternary.dependsOn(answer)));
      }
    }
    results.forEach(
        (id, result) -> {
          Recommended recommended = result.recommended();
          Ternary there = recommended != null ? Ternary.YES : result.possible();
          if (!there.isNo() && !waived.contains(id)) {
            recommendations.add(recommendation(id, priority(result), there));
          }
        });
    return recommendations;
  }

  /** The priority of a recommendation, as far as missing data cannot raise it. */
  private static Object priority(RuleResult result) {
    List<@Nullable Object> priorities = new ArrayList<>();
    SortedSet<String> needs = new TreeSet<>();
    Recommended recommended = result.recommended();
    if (recommended != null) {
      priorities.add(recommended.priority().text());
    }
    result
        .possibleByPriority()
        .forEach(
            (priority, depends) -> {
              if (recommended == null || priority.isOver(recommended.priority())) {
                priorities.add(priority.text());
                needs.addAll(depends.needs());
              }
            });
    return recommended != null && priorities.size() == 1
        ? recommended.priority().text()
        : new Unknown(needs, new Unknown.OneOf(priorities), false);
  }

  private static Fact recommendation(String id, Object priority, Ternary there) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rule", id);
    values.put("topic", id.substring(0, id.indexOf('/')));
    values.put("priority", priority);
    return new Fact(
        BuiltInTypes.RECOMMENDATION + " " + id,
        BuiltInTypes.RECOMMENDATION,
        values,
        there,
        new TreeSet<>());
  }
}
