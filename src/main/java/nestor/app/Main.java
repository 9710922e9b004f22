package nestor.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import nestor.app.command.AdviseCommand;
import nestor.app.command.CheckCommand;
import nestor.app.command.Exit;
import nestor.app.command.ExplainCommand;
import nestor.app.command.FmtCommand;
import nestor.app.command.ImpactCommand;
import nestor.app.command.NewCommand;
import nestor.app.command.ReplayCommand;
import nestor.app.command.ReproduceCommand;
import nestor.app.command.RulebookCommand;
import nestor.app.command.RulesCommand;
import nestor.app.command.SchemaCommand;
import nestor.app.command.StatusCommand;
import nestor.app.command.TestCommand;
import nestor.app.command.TokenCommand;
import nestor.app.command.WhatIfCommand;
import nestor.app.desk.UnusableException;
import nestor.app.desk.Version;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Where {@code nestor} starts. Data goes to the standard output and everything else to the standard
 * error.
 */
@Command(
    name = "nestor",
    description = "A rules-driven adviser for technology leadership.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      AdviseCommand.class,
      CheckCommand.class,
      TestCommand.class,
      RulesCommand.class,
      ImpactCommand.class,
      RulebookCommand.class,
      ReproduceCommand.class,
      FmtCommand.class,
      NewCommand.class,
      SchemaCommand.class,
      StatusCommand.class,
      ReplayCommand.class,
      TokenCommand.class,
      ExplainCommand.class,
      WhatIfCommand.class,
      GenerateCompletion.class
    })
public final class Main implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Main() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  /**
   * Runs one command and exits with its code: 0 done, 1 found something, 2 unusable arguments or
   * input.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(Main::unusable);
    line.setExecutionExceptionHandler(Main::failed);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(s -> s.name().equals("generate-completion"))
        .forEach(s -> s.usageMessage().hidden(true));
    return line;
  }

  private static int unusable(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("nestor: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See '" + line.getCommandSpec().qualifiedName() + " --help'.");
    }
    return Exit.UNUSABLE;
  }

  /** A user's mistake is told in one line; a fault of ours with all that helps to find it. */
  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result) {
    if (e instanceof UnusableException) {
      line.getErr().println(e.getMessage());
    } else {
      line.getErr()
          .println(
              "nestor: this is a fault in Nestor, not in your data. Please report it with what follows.");
      e.printStackTrace(line.getErr());
    }
    return Exit.UNUSABLE;
  }
}
