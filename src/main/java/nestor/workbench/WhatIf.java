package nestor.workbench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Finding;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.assessment.Waiver;
import nestor.engine.counterfactual.DossierEditor;
import nestor.engine.counterfactual.Edit;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import org.jspecify.annotations.Nullable;

/**
 * Difference that other data makes to the advice for an organisation; nothing is stored. For
 * another rulebook use {@link Impact}.
 */
public final class WhatIf {
  private WhatIf() {}

  /**
   * Result of a change of data.
   *
   * @param changed the rules whose answer is another one, by id
   * @param unchanged how many rules keep their answer
   */
  public record Difference(
      String organisation, LocalDate asOf, List<Changed> changed, int unchanged) {}

  /**
   * A rule whose answer is another one.
   *
   * @param was recommended, waived, clear or not assessed
   * @param priority the priority of the recommendation as it would be; null where there is none
   * @param formerPriority as it is
   * @param appear reasons that there would be
   * @param vanish reasons that there would be no longer
   * @param needs what would settle it, where it would not be assessed
   * @param waiver the waiver that would count; null where there is none
   */
  public record Changed(
      String rule,
      String title,
      String was,
      String now,
      @Nullable String formerPriority,
      @Nullable String priority,
      List<String> appear,
      List<String> vanish,
      List<String> needs,
      @Nullable Waiver waiver) {}

  /** Compares the advice for a dossier with that for the changed one. */
  public static Difference between(
      Rulebook rulebook, Assessor assessor, Dossier dossier, List<Edit> edits, LocalDate asOf) {
    Map<String, Answer> before = answers(assess(assessor, dossier, asOf));
    Map<String, Answer> after =
        answers(assess(assessor, DossierEditor.applied(dossier, edits), asOf));
    List<Changed> changed = new ArrayList<>();
    for (Rule rule : rulebook.rules().values()) {
      String id = rule.metadata().id();
      Answer was = before.getOrDefault(id, Answer.NONE);
      Answer now = after.getOrDefault(id, Answer.NONE);
      if (!was.equals(now)) {
        changed.add(
            new Changed(
                id,
                rule.metadata().title(),
                was.answer().text(),
                now.answer().text(),
                was.priority(),
                now.priority(),
                without(now.reasons(), was.reasons()),
                without(was.reasons(), now.reasons()),
                now.needs(),
                now.waiver()));
      }
    }
    return new Difference(
        dossier.organisation(), asOf, changed, rulebook.rules().size() - changed.size());
  }

  /** Its own waivers count, as they do in an advisory. */
  private static Assessment assess(Assessor assessor, Dossier dossier, LocalDate asOf) {
    return assessor.assess(dossier, asOf, assessor.waivers(dossier, asOf));
  }

  private record Answer(
      RuleAnswer answer,
      @Nullable String priority,
      List<String> reasons,
      List<String> needs,
      @Nullable Waiver waiver) {
    static final Answer NONE = new Answer(RuleAnswer.CLEAR, null, List.of(), List.of(), null);

    static Answer recommended(
        RuleAnswer answer, Assessment.Recommended recommended, @Nullable Waiver waiver) {
      return new Answer(
          answer,
          recommended.priority().text(),
          recommended.findings().stream().map(Finding::reason).toList(),
          List.of(),
          waiver);
    }
  }

  private static Map<String, Answer> answers(Assessment assessment) {
    Map<String, Answer> answers = new TreeMap<>();
    for (Assessment.Recommended recommended : assessment.recommended()) {
      answers.put(
          recommended.rule().metadata().id(),
          Answer.recommended(RuleAnswer.RECOMMENDED, recommended, null));
    }
    for (Assessment.Waived waived : assessment.waived()) {
      answers.put(
          waived.recommended().rule().metadata().id(),
          Answer.recommended(RuleAnswer.WAIVED, waived.recommended(), waived.waiver()));
    }
    for (Assessment.NotAssessed notAssessed : assessment.notAssessed()) {
      answers.put(
          notAssessed.rule(),
          new Answer(
              RuleAnswer.NOT_ASSESSED, null, List.of(), List.copyOf(notAssessed.needs()), null));
    }
    for (Assessment.NotApplicable one : assessment.notApplicable()) {
      answers.put(
          one.rule(),
          new Answer(RuleAnswer.NOT_APPLICABLE, null, List.of(one.because()), List.of(), null));
    }
    for (Assessment.Withheld withheld : assessment.withheld()) {
      answers.put(
          withheld.rule(),
          new Answer(RuleAnswer.WITHHELD, null, List.of(withheld.because()), List.of(), null));
    }
    return answers;
  }

  private static List<String> without(List<String> all, List<String> those) {
    return all.stream().filter(one -> !those.contains(one)).toList();
  }
}
