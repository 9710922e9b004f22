package nestor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.RuleScaffold;
import nestor.workbench.ScenarioRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor new rule}: the draft of a rule, with threshold and scenarios. */
@Command(
    name = "rule",
    description =
        "Create the draft of a rule with its threshold and scenarios; it advises nobody "
            + "until @draft is removed.",
    mixinStandardHelpOptions = true)
final class NewRuleCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Parameters(paramLabel = "TOPIC/NAME", description = "The id of the new rule.")
  private String id = "";

  @Option(names = "--new-topic", description = "Allow a topic that does not exist yet.")
  private boolean newTopic;

  @Option(
      names = "--section",
      paramLabel = "SECTION",
      description =
          "The section that the rule reads (default: the one that rules of the topic read "
              + "most).")
  private @Nullable String section;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!id.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      throw new UserErrorException(
          "'" + id + "' is no id of a rule; write topic/name in small letters and hyphens");
    }
    try (CompiledRulebook compiled = rules.compile()) {
      Rulebook rulebook = compiled.rulebook();
      ScenarioRunner runner = new ScenarioRunner(compiled);
      if (!runner.faults().isEmpty()) {
        throw new UserErrorException(runner.faults());
      }
      free(rulebook);
      SortedMap<String, String> added = RuleScaffold.of(rulebook, runner, id, section(rulebook));
      PrintWriter out = spec.commandLine().getOut();
      try {
        RuleScaffold.append(rulebook.folder(), added);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      added.keySet().forEach(file -> out.println(rulebook.folder().resolve(file)));
      out.flush();
      spec.commandLine()
          .getErr()
          .println(
              id
                  + " is a draft: its scenarios try it, and it advises nobody until its placeholders"
                  + " are replaced and @draft is taken away");
    }
    return ExitCode.DONE;
  }

  private void free(Rulebook rulebook) {
    Rule former = rulebook.rules().get(id);
    if (former != null) {
      throw new UserErrorException(
          "rule "
              + id
              + " exists already in "
              + former.metadata().file()
              + ":"
              + former.metadata().line()
              + "; choose another name, or edit it there");
    }
    String topic = id.substring(0, id.indexOf('/'));
    Set<String> topics = RuleScaffold.topics(rulebook);
    if (!newTopic && !topics.contains(topic)) {
      throw new UserErrorException(
          "there is no topic '"
              + topic
              + "'; "
              + Suggestions.cure(topic, topics)
              + " To begin it, add --new-topic.");
    }
    if (newTopic && topics.contains(topic)) {
      throw new UserErrorException(
          "the topic '" + topic + "' exists already; leave --new-topic out");
    }
  }

  private Section section(Rulebook rulebook) {
    List<Section> suitable = RuleScaffold.suitable(rulebook);
    String wanted = section;
    if (wanted == null) {
      return RuleScaffold.usual(rulebook, id.substring(0, id.indexOf('/')))
          .orElseThrow(
              () ->
                  new UserErrorException(
                      "no section holds a list of entries with a number;"
                          + " declare such a field in the vocabulary"));
    }
    List<String> names = suitable.stream().map(Section::name).toList();
    return suitable.stream()
        .filter(s -> s.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UserErrorException(
                    "there is no list of entries with a number called '"
                        + wanted
                        + "'; "
                        + Suggestions.cure(wanted, names)));
  }
}
