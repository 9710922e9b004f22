package nestor.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.workbench.Impact;
import nestor.workbench.Impact.Kind;

/** Text, Markdown and JSON forms of an impact. */
final class ImpactText {
  private static final int NAMED = 4;
  private static final Map<Kind, String> WORDS =
      Map.of(
          Kind.APPEARS, "recommended now",
          Kind.VANISHES, "no longer recommended",
          Kind.MORE_URGENT, "more urgent",
          Kind.LESS_URGENT, "less urgent",
          Kind.SAYS_OTHERWISE, "says otherwise",
          Kind.NOW_WAIVED, "due now, and waived",
          Kind.NOW_CLEAR, "clear now, not assessed or waived before",
          Kind.NOW_NOT_ASSESSED, "not assessed now, clear or waived before",
          Kind.NOW_NOT_APPLICABLE, "not applicable now, clear, waived or not assessed before",
          Kind.NOW_WITHHELD, "withheld now: the two evaluations of it differ");

  private ImpactText() {}

  /** The forms in which it can be had. */
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  static String of(Impact impact, String against, Format format) {
    return switch (format) {
      case TEXT -> text(impact, against);
      case JSON -> json(impact, against);
      case MARKDOWN -> markdown(impact, against);
    };
  }

  private static String text(Impact impact, String against) {
    StringBuilder text = new StringBuilder();
    impact
        .rules()
        .forEach(
            (id, change) -> {
              text.append(id).append("  ").append(change.title()).append('\n');
              change
                  .kinds()
                  .forEach(
                      (kind, names) ->
                          text.append("  ")
                              .append(WORDS.get(kind))
                              .append(" for ")
                              .append(names(names))
                              .append('\n'));
            });
    return text.append(summary(impact, against)).append('\n').toString();
  }

  private static String markdown(Impact impact, String against) {
    StringBuilder text = new StringBuilder(summary(impact, against)).append('\n');
    if (!impact.rules().isEmpty()) {
      text.append("\n| rule | change | organisations |\n| --- | --- | --- |\n");
    }
    impact
        .rules()
        .forEach(
            (id, change) ->
                change
                    .kinds()
                    .forEach(
                        (kind, names) ->
                            text.append("| `")
                                .append(id)
                                .append("` ")
                                .append(change.title())
                                .append(" | ")
                                .append(WORDS.get(kind))
                                .append(" | ")
                                .append(names(names))
                                .append(" |\n")));
    return text.toString();
  }

  private static String json(Impact impact, String against) {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    root.put("against", against);
    root.put("organisations", impact.subjects());
    root.put("otherwise", impact.otherwise());
    ArrayNode rules = root.putArray("rules");
    impact
        .rules()
        .forEach(
            (id, change) -> {
              ObjectNode rule = rules.addObject();
              rule.put("rule", id);
              rule.put("title", change.title());
              change
                  .kinds()
                  .forEach(
                      (kind, names) -> {
                        ArrayNode whom =
                            rule.putArray(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                        names.forEach(whom::add);
                      });
            });
    return root.toPrettyString() + "\n";
  }

  private static String summary(Impact impact, String against) {
    String all =
        impact.subjects() == 1
            ? "the organisation"
            : "all " + number(impact.subjects()) + " organisations";
    if (impact.otherwise() == 0) {
      return "Against " + against + ": every answer is the same for " + all + ".";
    }
    int rules = impact.rules().size();
    return "Against "
        + against
        + ": "
        + (rules == 1 ? "1 rule answers" : number(rules) + " rules answer")
        + " otherwise, for "
        + number(impact.otherwise())
        + " of "
        + number(impact.subjects())
        + (impact.subjects() == 1 ? " organisation." : " organisations.");
  }

  private static String names(List<String> names) {
    if (names.size() <= NAMED + 1) {
      return names.size() == 1 ? names.get(0) : names.size() + ": " + String.join(", ", names);
    }
    return number(names.size())
        + ": "
        + String.join(", ", names.subList(0, NAMED))
        + " and "
        + number(names.size() - NAMED)
        + " more";
  }

  private static String number(int number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }
}
