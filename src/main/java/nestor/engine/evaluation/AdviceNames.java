package nestor.engine.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.AdviceTemplates;
import nestor.rulebook.ReasonTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Names of what the matches of one rule are about, for its title and its action. Each is named
 * once, in the order of the findings; a value that no match has is put in the rule's general words.
 * Where all matches are of one case that has words of its own, these stand.
 */
final class AdviceNames {
  private static final int IN_TITLE = 2;
  private static final int IN_ACTION = 5;

  private final AdviceTemplates ofRule;
  private final ReasonText reasonText;
  private final Set<AdviceTemplates> ofCases = new LinkedHashSet<>();
  private final Map<String, Set<String>> named = new LinkedHashMap<>();

  AdviceNames(AdviceTemplates ofRule, ReasonText reasonText) {
    this.ofRule = ofRule;
    this.reasonText = reasonText;
  }

  /**
   * Adds what a match is about.
   *
   * @param ofCase the words of its case
   * @param values gives the value of a variable, or of a field of the fact that it names
   */
  void add(AdviceTemplates ofCase, BiFunction<String, @Nullable String, @Nullable Object> values) {
    ofCases.add(ofCase);
    Stream.of(ofRule.title(), ofRule.action(), ofCase.title(), ofCase.action())
        .flatMap(template -> template.parts().stream())
        .forEach(
            part -> {
              if (part instanceof ReasonTemplate.Value value) {
                add(value, values.apply(value.variable(), value.field()));
              }
            });
  }

  private void add(ReasonTemplate.Value value, @Nullable Object one) {
    for (Object each : each(one)) {
      if (!(each instanceof Unknown)) {
        named
            .computeIfAbsent(value.path(), p -> new LinkedHashSet<>())
            .add(reasonText.value(each, value.unit()));
      }
    }
  }

  private static Collection<?> each(@Nullable Object value) {
    if (value instanceof Set<?> set) {
      return set.stream().map(String::valueOf).sorted().toList();
    }
    if (value instanceof Collection<?> many) {
      return many;
    }
    return value == null ? List.of() : List.of(value);
  }

  /** The title of the recommendation. */
  String title() {
    return say(words(AdviceTemplates::title), IN_TITLE);
  }

  /** The action of the recommendation. */
  String action() {
    return say(words(AdviceTemplates::action), IN_ACTION);
  }

  private ReasonTemplate words(Function<AdviceTemplates, ReasonTemplate> part) {
    ReasonTemplate own =
        ofCases.size() == 1
            ? part.apply(ofCases.iterator().next())
            : part.apply(AdviceTemplates.NONE);
    return own.parts().isEmpty() ? part.apply(ofRule) : own;
  }

  private String say(ReasonTemplate template, int most) {
    StringBuilder text = new StringBuilder();
    for (ReasonTemplate.Part part : template.parts()) {
      if (part instanceof ReasonTemplate.Words plain) {
        text.append(plain.text());
      } else if (part instanceof ReasonTemplate.Value value) {
        Set<String> names = named.getOrDefault(value.path(), Set.of());
        text.append(names.isEmpty() ? general(value) : reasonText.names(List.copyOf(names), most));
      }
    }
    return text.toString();
  }

  private static String general(ReasonTemplate.Value value) {
    return value.filters().stream()
        .filter(filter -> filter.name().equals("or"))
        .map(ReasonTemplate.Filter::argument)
        .findFirst()
        .orElse("");
  }
}
