package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.assessment.Assessment;
import nestor.engine.assessment.Waiver;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.ShopRulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scopes of rules make of their answers. */
class NotApplicableTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-11-21");
  private static final String DUE = "articles: [{name: Bread, kind: food, boughtOn: 2026-01-01}]";
  private static final String SCOPES =
      """
      rule "scope/market"
        @title("markets")
      when
        $o : Organisation(size == "corner")
      then
        notApplicable.because("{$o.name} is a {$o.size} shop; this is about markets.");
      end

      rule "scope/baker"
        @title("shops that sell food")
      when
        not Article(kind == "food")
      then
        notApplicable.because("No food is sold.");
      end
      """;

  private @TempDir Path folder;
  private CompiledRulebook compiled;

  @BeforeEach
  void write() throws IOException {
    ShopRulebook.in(folder);
    Files.writeString(folder.resolve("scopes.drl"), SCOPES);
    ShopRulebook.replace(
        folder,
        "stock.drl",
        "@title(\"Sell what lies too long\")",
        "@title(\"Sell what lies too long\") @appliesTo(\"market; baker\")");
    compiled = RulebookCompiler.load(folder).rulebook().orElseThrow();
  }

  @AfterEach
  void close() {
    compiled.close();
  }

  @Test
  void aRuleOutsideOfItsScopeIsNotApplicableWhateverItsConditionsSay() {
    String corner = "organisation: {name: Ann's, size: corner}\n";
    assertThat(answer(corner + DUE))
        .isEqualTo("not applicable: Ann's is a corner shop; this is about markets.");
    assertThat(answer(corner + "articles: [{name: Rye, kind: food, boughtOn: 2026-11-20}]"))
        .isEqualTo("not applicable: Ann's is a corner shop; this is about markets.");
    assertThat(answer(corner))
        .isEqualTo("not applicable: Ann's is a corner shop; this is about markets.");
  }

  @Test
  void whereSeveralScopesFailEachSaysWhy() {
    assertThat(answer("organisation: {name: Ann's, size: corner}\narticles: []"))
        .isEqualTo(
            "not applicable: Ann's is a corner shop; this is about markets. No food is sold.");
  }

  @Test
  void aRuleWithinItsScopesIsAnsweredByItsConditions() {
    String market = "organisation: {name: Great Hall, size: market}\n";
    assertThat(answer(market + DUE)).isEqualTo("recommended");
    assertThat(answer(market + "articles: [{name: Rye, kind: food, boughtOn: 2026-11-20}]"))
        .isEqualTo("clear");
    assertThat(answer(market)).isEqualTo("not assessed: [articles]");
  }

  @Test
  void whileAScopeIsOpenARuleIsNeitherRecommendedNorClear() {
    assertThat(answer(DUE)).isEqualTo("not assessed: [organisation.size]");
    assertThat(answer("articles: [{name: Rye, kind: food, boughtOn: 2026-11-20}]"))
        .isEqualTo("not assessed: [organisation.size]");
    assertThat(answer("")).isEqualTo("not assessed: [articles, organisation.size]");
  }

  @Test
  void aWaiverOfARuleThatDoesNotApplyCountsForNothing() {
    Waiver waiver = new Waiver("stock/stale", "Ann", "we like it", AS_OF.plusDays(9));
    assertThat(answer("organisation: {name: Ann's, size: corner}\n" + DUE, waiver))
        .startsWith("not applicable");
  }

  @Test
  void droolsIsAskedForTheScopesAsWell() {
    Assessment assessment =
        new Assessor(compiled)
            .assess(dossier("organisation: {name: Ann's, size: corner}\n" + DUE), AS_OF, List.of());
    assertThat(assessment.notApplicable())
        .extracting(Assessment.NotApplicable::rule)
        .containsExactly("stock/stale");
    assertThat(assessment.notAssessed()).isEmpty();
    assertThat(assessment.clear()).containsExactly("stock/many");
  }

  private String answer(String yaml, Waiver... waivers) {
    Assessment all = new Assessor(compiled).assess(dossier(yaml), AS_OF, List.of(waivers));
    String rule = "stock/stale";
    List<String> answers = new ArrayList<>();
    all.recommended().stream()
        .filter(one -> one.rule().metadata().id().equals(rule))
        .forEach(one -> answers.add("recommended"));
    all.clear().stream().filter(rule::equals).forEach(one -> answers.add("clear"));
    all.notAssessed().stream()
        .filter(one -> one.rule().equals(rule))
        .forEach(one -> answers.add("not assessed: " + one.needs()));
    all.notApplicable().stream()
        .filter(one -> one.rule().equals(rule))
        .forEach(one -> answers.add("not applicable: " + one.because()));
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  private Dossier dossier(String yaml) {
    if (yaml.isEmpty()) {
      return Dossier.empty("ann");
    }
    ParsedDocument document =
        (ParsedDocument)
            new DocumentReader(compiled.rulebook().vocabulary())
                .read(
                    new Document("ann.yaml", (yaml + "\n").getBytes(StandardCharsets.UTF_8), null));
    return Dossier.empty(document.organisation())
        .with(document, new Origin("ann.yaml", Instant.EPOCH, ""));
  }
}
