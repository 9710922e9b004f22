package nestor.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.engine.assessment.Waiver;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.WhatIf;
import nestor.workbench.WhatIfParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command {@code nestor what-if}: advice on changed data, without saving anything. */
@Command(
    name = "what-if",
    description = "Show how the advice changes with other data; saves nothing.",
    mixinStandardHelpOptions = true)
public final class WhatIfCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Mixin private OrganisationArgument data = new OrganisationArgument();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Assume a value: SECTION[0].FIELD=2026-11-20 or, by an entry's name, SECTION[crm].FIELD=...;"
              + " SECTION[+].FIELD=hr adds an entry ([+2] a second one), SECTION=[] leaves none."
              + " Elements of a list are separated by ';', or written as [\"a;b\",\"c\"].")
  private List<String> sets = List.of();

  @Option(
      names = "--unset",
      paramLabel = "PATH",
      description =
          "Assume that nothing is on record for a field, an entry (SECTION[crm]) or a section.")
  private List<String> unsets = List.of();

  @Mixin private OutputFormatOption printed = new OutputFormatOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (sets.isEmpty() && unsets.isEmpty()) {
      throw new UserErrorException("nothing is supposed; add --set PATH=VALUE or --unset PATH");
    }
    CompiledRulebook compiled = rules.advising();
    Rulebook rulebook = compiled.rulebook();
    Dossier dossier = data.dossier(rules.settings().get(), rulebook.documents());
    WhatIfParser.Supposed supposed = WhatIfParser.of(rulebook.documents(), dossier, sets, unsets);
    if (!supposed.faults().isEmpty()) {
      throw new UserErrorException(supposed.faults());
    }
    WhatIf.Difference difference =
        WhatIf.between(rulebook, new Assessor(compiled), dossier, supposed.edits(), data.day());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        printed.isJson() ? ExplainCommand.json(difference) + "\n" : text(dossier, difference));
    out.flush();
    return ExitCode.DONE;
  }

  private static String text(Dossier dossier, WhatIf.Difference difference) {
    StringBuilder text = new StringBuilder();
    if (difference.changed().isEmpty()) {
      return "Nothing would change in the advice for " + dossier.name() + ".\n";
    }
    text.append("What would change for ").append(dossier.name()).append('\n');
    for (String[] group :
        new String[][] {
          {"recommended", "Would be recommended"},
          {"same", "Would be recommended otherwise"},
          {"waived", "Would be waived"},
          {"clear", "Would be clear"},
          {"not assessed", "Could not be judged any more, or for other reasons"}
        }) {
      List<WhatIf.Changed> some =
          difference.changed().stream().filter(c -> group(c).equals(group[0])).toList();
      if (!some.isEmpty()) {
        text.append('\n').append(group[1]).append('\n');
        some.forEach(c -> text(c, text));
      }
    }
    return text.append('\n')
        .append(difference.unchanged())
        .append(
            difference.unchanged() == 1
                ? " rule keeps its answer.\n"
                : " rules keep their answer.\n")
        .toString();
  }

  private static String group(WhatIf.Changed changed) {
    return changed.now().equals("recommended") && changed.was().equals("recommended")
        ? "same"
        : changed.now();
  }

  private static void text(WhatIf.Changed changed, StringBuilder text) {
    text.append("  ").append(changed.title()).append(" (").append(changed.rule());
    String priority = changed.priority();
    String former = changed.formerPriority();
    if (priority != null && former != null && !priority.equals(former)) {
      text.append(", ").append(former).append(" → ").append(priority);
    } else if (priority != null) {
      text.append(", ").append(priority);
    }
    text.append(')');
    if (!changed.was().equals(changed.now())) {
      text.append(", was ").append(changed.was());
    }
    text.append('\n');
    Waiver waiver = changed.waiver();
    if (waiver != null) {
      text.append("    by ")
          .append(waiver.by())
          .append(" until ")
          .append(waiver.until())
          .append(waiver.why().isEmpty() ? "" : ": " + waiver.why())
          .append('\n');
    }
    changed.appear().forEach(reason -> text.append("    + ").append(reason).append('\n'));
    changed.vanish().forEach(reason -> text.append("    - ").append(reason).append('\n'));
    if (!changed.needs().isEmpty()) {
      text.append("    needs ").append(String.join(", ", changed.needs())).append('\n');
    }
  }
}
