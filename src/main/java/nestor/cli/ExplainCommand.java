package nestor.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.engine.explanation.Explainer;
import nestor.engine.explanation.Explanation;
import nestor.engine.questions.Question;
import nestor.engine.questions.Questions;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor explain}. */
@Command(
    name = "explain",
    description =
        "Explain why a rule is recommended, clear or not assessed for an organisation "
            + "and what would change that; without RULE, list the best next questions.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  private static final int ASKED = 10;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private OrganisationArgument data = new OrganisationArgument();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RULE",
      description = "The id of the rule to explain.")
  private @Nullable String rule;

  @Mixin private OutputFormatOption printed = new OutputFormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The forms of what is answered. */
  @Override
  public Integer call() {
    CompiledRulebook compiled = rules.compile();
    Rulebook rulebook = compiled.rulebook();
    String id = rule;
    if (id != null && !rulebook.rules().containsKey(id)) {
      throw new UserErrorException(
          "there is no rule '" + id + "'; " + cure(id, rulebook.rules().keySet()));
    }
    Dossier dossier = data.dossier(rules.settings().get(), rulebook.documents());
    boolean draft = id != null && rulebook.catalogue().rule(id).orElseThrow().draft();
    Assessor assessor = new Assessor(draft ? compiled : compiled.advising());
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      List<Question> questions = Questions.of(assessor, dossier, data.day(), ASKED);
      out.print(printed.isJson() ? json(questions) + "\n" : ExplanationText.of(dossier, questions));
    } else {
      if (draft) {
        spec.commandLine()
            .getErr()
            .println(
                "note: " + id + " is a draft, which advises nobody until @draft is taken away");
      }
      Explanation why = new Explainer(assessor, dossier, data.day()).explain(id);
      RecommendationRank place =
          draft ? null : RecommendationRank.of(assessor, dossier, data.day(), id).orElse(null);
      out.print(
          printed.isJson()
              ? json(new Placed(why, place)) + "\n"
              : new ExplanationText(
                      draft ? null : data.written() + rules.written(), Terminal.hasColour())
                  .of(dossier, why, place));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** An explanation, and the place of what is recommended. */
  private record Placed(
      @JsonUnwrapped Explanation explanation,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RecommendationRank place) {}

  /** The nearest id, by its whole or by its name alone; else where the ids are listed. */
  private static String cure(String id, Set<String> known) {
    Optional<String> near = Suggestions.to(id, known);
    if (near.isEmpty()) {
      Map<String, String> byName = new TreeMap<>();
      known.forEach(rule -> byName.put(rule.substring(rule.indexOf('/') + 1), rule));
      near = Suggestions.to(id.substring(id.indexOf('/') + 1), byName.keySet()).map(byName::get);
    }
    return near.map(rule -> "did you mean '" + rule + "'?").orElse("'nestor rules' lists them");
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records are always JSON", e);
    }
  }
}
