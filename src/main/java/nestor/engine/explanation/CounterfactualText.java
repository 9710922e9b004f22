package nestor.engine.explanation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.assessment.Waiver;
import nestor.engine.counterfactual.CounterfactualSearch;
import nestor.engine.counterfactual.DossierEditor;
import nestor.engine.counterfactual.Edit;
import nestor.engine.counterfactual.EditValueFormat;
import nestor.engine.counterfactual.FieldLocation;
import nestor.engine.counterfactual.RecommendationsBehind;
import nestor.engine.evaluation.Assessor;
import nestor.engine.evaluation.ReasonText;
import nestor.engine.wording.EntryNames;
import nestor.rulebook.Field;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;

/**
 * Text of the smallest change to each other answer of a rule, in words and as arguments of {@code
 * nestor what-if}.
 */
final class CounterfactualText {
  private static final String NOWHERE = "";

  private final Rulebook rulebook;
  private final Assessor assessor;
  private final Dossier dossier;
  private final LocalDate asOf;
  private final ReasonText reasonText;
  private final List<Explanation.Flip> found = new ArrayList<>();
  private final List<Explanation.NoChange> unfound = new ArrayList<>();

  CounterfactualText(Assessor assessor, Dossier dossier, LocalDate asOf, ReasonText reasonText) {
    this.rulebook = assessor.rulebook();
    this.assessor = assessor;
    this.dossier = dossier;
    this.asOf = asOf;
    this.reasonText = reasonText;
  }

  /** The changes that were found; each was tried. */
  List<Explanation.Flip> found() {
    return List.copyOf(found);
  }

  /** The answers to which none was found, and why. */
  List<Explanation.NoChange> unfound() {
    return List.copyOf(unfound);
  }

  /** Looks for the change to each other answer than the one that the rule has. */
  void search(Rule rule, List<Explanation.Case> cases, RuleAnswer answer) {
    if (answer == RuleAnswer.NOT_APPLICABLE) {
      searchScopes(rule);
      return;
    }
    boolean waived =
        Waiver.counting(assessor.waivers(dossier, asOf), asOf).containsKey(rule.metadata().id());
    for (CounterfactualSearch.Goal goal : CounterfactualSearch.Goal.values()) {
      RuleAnswer to =
          waived && goal == CounterfactualSearch.Goal.RECOMMENDED
              ? RuleAnswer.WAIVED
              : answer(goal);
      if (to != answer) {
        Optional<List<Edit>> edits = CounterfactualSearch.find(assessor, asOf, dossier, rule, goal);
        if (edits.isPresent()) {
          found.add(flip(to, edits.get(), toClose(rule, goal)));
        } else {
          List<String> close = toClose(rule, goal);
          unfound.add(
              new Explanation.NoChange(
                  to, close.isEmpty() ? whyNone(goal, cases) : String.join("; ", close)));
        }
      }
    }
  }

  /** Looks for the change that makes a rule apply. */
  private void searchScopes(Rule rule) {
    List<Rule.Case> exclusions = new ArrayList<>(rule.withScopes());
    exclusions.removeAll(rule.cases());
    Rule outside = new Rule(rule.metadata(), exclusions, List.of(), rule.words());
    CounterfactualSearch.find(assessor, asOf, dossier, outside, CounterfactualSearch.Goal.CLEAR)
        .ifPresent(edits -> found.add(flip(after(rule, edits), edits, List.of())));
  }

  private RuleAnswer after(Rule rule, List<Edit> edits) {
    String id = rule.metadata().id();
    Assessment then =
        assessor.assess(
            DossierEditor.applied(dossier, edits),
            asOf,
            assessor.waivers(dossier, asOf),
            List.of(id));
    if (then.recommended().stream().anyMatch(one -> one.rule().metadata().id().equals(id))) {
      return RuleAnswer.RECOMMENDED;
    }
    if (then.waived().stream()
        .anyMatch(one -> one.recommended().rule().metadata().id().equals(id))) {
      return RuleAnswer.WAIVED;
    }
    return then.clear().contains(id) ? RuleAnswer.CLEAR : RuleAnswer.NOT_ASSESSED;
  }

  private static RuleAnswer answer(CounterfactualSearch.Goal goal) {
    return switch (goal) {
      case RECOMMENDED -> RuleAnswer.RECOMMENDED;
      case CLEAR -> RuleAnswer.CLEAR;
    };
  }

  /** Reason why no change leads to an answer. */
  private static String whyNone(CounterfactualSearch.Goal goal, List<Explanation.Case> cases) {
    String tried =
        "many entries would have to change together, and of those tried, up to "
            + CounterfactualSearch.STEPS
            + " one after another, none did it";
    if (goal == CounterfactualSearch.Goal.CLEAR) {
      long ways = cases.stream().filter(c -> c.answer() != StepState.FAILS).count();
      return (ways == 1 ? "what makes it due" : "each of the " + ways + " ways that make it due")
          + " would have to end: "
          + tried;
    }
    Explanation.Step wall = null;
    int farthest = -1;
    for (Explanation.Case one : cases) {
      List<Explanation.Step> steps = one.steps();
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).state() != StepState.HOLDS) {
          if (i > farthest) {
            farthest = i;
            wall = steps.get(i);
          }
          break;
        }
      }
    }
    if (wall == null) {
      return tried;
    }
    return wall.found().contains("; not: ")
        // What was counted says it better than the condition on it.
        ? "as it is, " + wall.found().replace("; not: ", "; what fails: ") + "; " + tried
        : "what is missing is "
            + wall.condition()
            + (wall.found().isEmpty() ? "" : " (" + wall.found() + ")")
            + ": "
            + tried;
  }

  /** What a rule over others' recommendations waits for to be clear; empty for any other rule. */
  private List<String> toClose(Rule rule, CounterfactualSearch.Goal goal) {
    return goal != CounterfactualSearch.Goal.CLEAR || !assessor.readsOthers(rule.metadata().id())
        ? List.of()
        : RecommendationsBehind.of(assessor, asOf, dossier, rule).stream()
            .map(id -> "close: " + title(id) + " (" + id + ")")
            .toList();
  }

  private String title(String id) {
    Rule rule = rulebook.rules().get(id);
    return rule == null ? id : rule.metadata().title();
  }

  private Explanation.Flip flip(RuleAnswer to, List<Edit> edits, List<String> close) {
    List<Explanation.Changed> data = new ArrayList<>();
    close.forEach(words -> data.add(new Explanation.Changed(words, List.of())));
    Map<String, Integer> added = new LinkedHashMap<>();
    for (Edit edit : edits) {
      data.add(changed(edit, added));
    }
    return new Explanation.Flip(to, data);
  }

  private Explanation.Changed changed(Edit edit, Map<String, Integer> added) {
    Section section = rulebook.vocabulary().section(edit.section()).orElseThrow();
    if (edit instanceof Edit.Add add) {
      int number = added.merge(section.name(), 1, Integer::sum);
      String place = section.single() ? section.name() : section.name() + "[+" + number + "]";
      List<String> arguments = new ArrayList<>();
      List<String> said = new ArrayList<>();
      add.values()
          .forEach(
              (field, value) -> {
                arguments.add("--set " + place + "." + field + "=" + EditValueFormat.plain(value));
                said.add(EntryNames.spaced(field) + " " + valueText(section, field, value));
              });
      return new Explanation.Changed(
          "add to " + section.name() + ": " + String.join(", ", said), arguments);
    }
    if (edit instanceof Edit.Put put) {
      boolean fresh = put.entry() >= dossier.entries(section.name()).size();
      String place =
          fresh && !section.single()
              ? section.name()
                  + "[+"
                  + (put.entry() - dossier.entries(section.name()).size() + 1)
                  + "]"
              : EntryNames.place(section, dossier, put.entry());
      String path = place + "." + put.field();
      String now = currentValue(section, put);
      Object value = put.value();
      return value == null
          ? new Explanation.Changed(
              path + ": nothing instead of " + now, List.of("--unset " + path))
          : new Explanation.Changed(
              path
                  + ": "
                  + valueText(section, put.field(), value)
                  + (now.isEmpty() ? "" : " instead of " + now),
              List.of("--set " + path + "=" + EditValueFormat.plain(value)));
    }
    if (edit instanceof Edit.Remove remove) {
      String place = EntryNames.place(section, dossier, remove.entry());
      return new Explanation.Changed("without " + place, List.of("--unset " + place));
    }
    if (edit instanceof Edit.Complete) {
      return new Explanation.Changed(
          section.name() + ": nothing is missing from the list",
          List.of("--set " + section.name() + "=" + EditValueFormat.COMPLETE));
    }
    return edit instanceof Edit.Empty
        ? new Explanation.Changed(
            section.name() + ": given as empty", List.of("--set " + section.name() + "=[]"))
        : new Explanation.Changed(
            section.name() + ": not given", List.of("--unset " + section.name()));
  }

  private String currentValue(Section section, Edit.Put put) {
    DossierSection held = dossier.sections().get(section.name());
    if (held == null || put.entry() >= held.content().entries().size()) {
      return NOWHERE;
    }
    Object now = held.content().entries().get(put.entry()).get(put.field());
    return now == null ? NOWHERE : valueText(section, put.field(), now);
  }

  private String valueText(Section section, String field, Object value) {
    if (value instanceof List<?> list && list.isEmpty()) {
      return "an empty list";
    }
    boolean any = FieldLocation.isFiller(value instanceof List<?> list ? list.get(0) : value);
    return any
        // Which one does not matter; the same word twice is the same one.
        ? "any (" + reasonText.value(value, null) + ")"
        : reasonText.value(value, section.field(field).map(Field::unit).orElse(null));
  }
}
