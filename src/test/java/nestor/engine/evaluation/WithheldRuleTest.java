package nestor.engine.evaluation;

import static nestor.rulebook.KitchenRulebook.TODAY;
import static nestor.rulebook.KitchenRulebook.dossier;
import static nestor.rulebook.KitchenRulebook.entry;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.delivery.Format;
import nestor.delivery.MailOccasion;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.EngineDifference;
import nestor.engine.assessment.RuleAnswer;
import nestor.engine.budget.EvaluationLimits;
import nestor.engine.explanation.Explainer;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.Rule;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A rule of which Drools and the product's own evaluation differ, and all the others. */
class WithheldRuleTest {
  private static final String RULES =
      """
      rule "k/warm" META
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)
      then
        advise.because("{$f.name} is warm.");
      end
      rule "k/silent" META
      when
        $f : Fridge(alarmed == false)
      then
        advise.because("{$f.name} is silent.");
      end
      rule "k/all-well" META
      when
        not Recommendation(rule == "k/warm")
      then
        advise.because("No fridge is warm.");
      end
      rule "k/warm-and-other" META
      when
        Recommendation(rule == "k/silent")
      then
        advise.because("One is silent.");
      end
      """;

  private static final Dossier FRIDGES =
      dossier(
          Map.of(
              "fridges",
              List.of(
                  entry("name", "left", "celsius", 9.0, "alarmed", false),
                  entry("name", "right", "celsius", 3.0, "alarmed", true))));

  private @TempDir Path folder;
  private CompiledRulebook compiled;

  @BeforeEach
  void compile() throws IOException {
    compiled = KitchenRulebook.with(folder, RULES);
  }

  @AfterEach
  void close() {
    compiled.close();
  }

  @Test
  void aRuleThatDroolsDoesNotFindIsWithheldAndNoOther() {
    Assessment assessment = assess(Change.LOSES);
    assertThat(assessment.withheld()).extracting("rule").containsExactly("k/all-well", "k/warm");
    assertThat(assessment.recommended())
        .extracting(one -> one.rule().metadata().id())
        .containsExactly("k/silent", "k/warm-and-other");
    assertThat(assessment.clear()).isEmpty();
    assertThat(assessment.notAssessed()).isEmpty();
  }

  @Test
  void aMatchThatOnlyDroolsFindsWithholdsItsRule() {
    Assessment assessment = assess(Change.ADDS);
    assertThat(assessment.withheld()).extracting("rule").contains("k/warm");
    assertThat(difference(assessment).evaluation()).hasSize(1);
    assertThat(difference(assessment).drools()).hasSize(2);
  }

  @Test
  void aRuleThatBreaksOffIsWithheldAndTheOthersAreAnswered() {
    Assessment assessment = assess(Change.BREAKS);
    assertThat(assessment.withheld()).extracting("rule").containsExactly("k/all-well", "k/warm");
    assertThat(assessment.recommended())
        .extracting(one -> one.rule().metadata().id())
        .containsExactly("k/silent", "k/warm-and-other");
    assertThat(difference(assessment).failure()).contains("no such method");
  }

  @Test
  void theDifferenceHoldsAllThatShowsItAgain() {
    EngineDifference difference = difference(assess(Change.LOSES));
    assertThat(difference.rule()).isEqualTo("k/warm");
    assertThat(difference.rulebook()).isEqualTo(compiled.rulebook().version());
    assertThat(difference.organisation()).isEqualTo(FRIDGES.organisation());
    assertThat(difference.asOf()).isEqualTo(TODAY);
    assertThat(difference.evaluation()).singleElement().asString().contains("k/warm");
    assertThat(difference.drools()).isEmpty();
  }

  @Test
  void whatIsWithheldSaysSoInWordsThatAPersonUnderstands() {
    assertThat(assess(Change.LOSES).withheld())
        .extracting(Assessment.Withheld::because)
        .containsExactly(
            "could not be assessed, as it looks at k/warm: a fault of ours, not of your data",
            "could not be assessed: a fault of ours, not of your data");
  }

  @Test
  void theExplanationOfARuleThatIsWithheldClaimsNoAnswer() {
    assertThat(new Explainer(assessor(Change.LOSES), FRIDGES, TODAY).explain("k/warm").answer())
        .isEqualTo(RuleAnswer.WITHHELD);
  }

  @Test
  void anAdvisorySaysInOneLineWhatIsWithheldInEveryForm() {
    Advisory advisory = advise(null);
    Renderer renderer = new Renderer(Path.of("rules/templates"), compiled.rulebook().catalogue());
    for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.HTML)) {
      assertThat(text(renderer.render(advisory, format)))
          .as("%s", format)
          .contains("a fault of ours, not of your data.");
    }
    assertThat(renderer.mail(advisory, MailOccasion.FIRST).text()).contains("a fault of ours");
    assertThat(renderer.mail(advisory, MailOccasion.FIRST).html()).contains("a fault of ours");
    assertThat(text(renderer.render(advisory, Format.JSON)))
        .contains("\"rule\": \"k/warm\"")
        .doesNotContain("difference");
  }

  @Test
  void theLogHoldsAllThatShowsTheFaultAgainAndSaysItOnce() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger logger = (Logger) LoggerFactory.getLogger("nestor.advisory");
    logger.addAppender(log);
    log.start();
    try {
      Advisory first = advise(null);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.contains("k/warm is withheld from k"))
          .anyMatch(
              line ->
                  line.contains(compiled.rulebook().version())
                      && line.contains("\"celsius\":9")
                      && line.contains("2026-03-31"));
      log.list.clear();
      advise(first);
      assertThat(log.list).isEmpty();
    } finally {
      logger.detachAppender(log);
    }
  }

  private Advisory advise(@Nullable Advisory previous) {
    return AdvisoryComposer.advise(
        assessor(Change.LOSES), compiled.rulebook(), FRIDGES, TODAY, "test", previous);
  }

  private static String text(byte[] rendered) {
    return new String(rendered, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
  }

  @Test
  void aRuleThatHoldsUnlessAnotherIsRecommendedIsClearWhereThatIs() {
    Assessment assessment = new Assessor(compiled).assess(FRIDGES, TODAY, List.of());
    assertThat(assessment.withheld()).isEmpty();
    assertThat(assessment.clear()).containsExactly("k/all-well");
  }

  @Test
  void bothEvaluationsSeeEveryRule() {
    List<String> asked = new ArrayList<>();
    MatchSource.Finder drools = DroolsMatches.finder(compiled, EvaluationLimits.USUAL);
    MatchSource.Finder noting =
        (facts, cases) -> {
          cases.forEach(ofRule -> asked.add(ofRule.name()));
          return drools.matchesIn(facts, cases);
        };
    new Assessor(compiled.rulebook(), noting, EvaluationLimits.USUAL)
        .assess(FRIDGES, TODAY, List.of());
    assertThat(asked).containsExactlyInAnyOrderElementsOf(compiled.rulebook().rules().keySet());
  }

  private static EngineDifference difference(Assessment assessment) {
    return assessment.withheld().stream()
        .flatMap(one -> Stream.ofNullable(one.difference()))
        .findFirst()
        .orElseThrow();
  }

  private Assessment assess(Change change) {
    return assessor(change).assess(FRIDGES, TODAY, List.of());
  }

  private Assessor assessor(Change change) {
    MatchSource.Finder drools = DroolsMatches.finder(compiled, EvaluationLimits.USUAL);
    return new Assessor(
        compiled.rulebook(),
        (facts, asked) -> new Changed(drools.matchesIn(facts, asked), change, facts, asked),
        EvaluationLimits.USUAL);
  }

  /** What a fault of Drools does to the rule k/warm. */
  private enum Change {
    LOSES,
    ADDS,
    BREAKS
  }

  private static final class Changed implements MatchSource {
    private final MatchSource of;
    private final Change change;
    private final FactBase facts;

    Changed(MatchSource of, Change change, FactBase facts, Collection<Rule.Case> asked) {
      this.of = of;
      this.change = change;
      this.facts = facts;
      if (change == Change.BREAKS && asked.stream().anyMatch(c -> c.name().equals("k/warm"))) {
        of.close();
        throw new IllegalStateException("no such method");
      }
    }

    @Override
    public Collection<Found> of(Rule.Case ofRule, Collection<Solution> certain) {
      List<Found> found = new ArrayList<>(of.of(ofRule, certain));
      if (ofRule.name().equals("k/warm") && change == Change.LOSES) {
        found.clear();
      } else if (ofRule.name().equals("k/warm")) {
        Found first = found.get(0);
        List<Object> other = new ArrayList<>(first.matched());
        other.set(other.size() - 1, facts.facts("Fridge").get(1));
        found.add(new Found(other, first.values()));
      }
      return found;
    }

    @Override
    public void close() {
      of.close();
    }
  }
}
