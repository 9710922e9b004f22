package nestor.cli;

import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import nestor.diagnostics.UserErrorException;
import nestor.engine.budget.RunawayRuleException;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Entry point of {@code nestor}. Data goes to the standard output, everything else to the standard
 * error. Only the command that is called is read whole, since reading all of them takes longer than
 * many commands do.
 */
@Command(
    name = "nestor",
    description = "A rules-driven adviser for technology leadership.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
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
          BackupCommand.class,
          RestoreCommand.class,
          TokenCommand.class,
          ExplainCommand.class,
          WhatIfCommand.class,
          WorkbookCommand.class,
          GenerateCompletion.class);

  @CommandLine.Spec private @Nullable CommandSpec spec;

  private static final Set<String> OWN_OPTIONS = Set.of("--help", "-h", "--version", "-V");

  private Main() {}

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "no command was given");
  }

  /**
   * Runs one command and exits with its code: 0 done, 1 found something, 2 unusable arguments or
   * input.
   */
  public static void main(String[] arguments) {
    System.exit(commandLine(arguments).execute(arguments));
  }

  /** Every command, whole. */
  public static CommandLine commandLine() {
    return commandLine(command -> true);
  }

  /**
   * Returns the command line with the command that these arguments call in full, and all others
   * with only their name and description: reading the options of a command takes longer than many
   * commands do.
   */
  static CommandLine commandLine(String... arguments) {
    String first = arguments.length == 0 ? "--help" : arguments[0];
    boolean one = COMMANDS.stream().anyMatch(c -> isCalled(c, first));
    boolean all =
        isCalled(GenerateCompletion.class, first) || (!one && !OWN_OPTIONS.contains(first));
    return commandLine(command -> all || isCalled(command, first));
  }

  private static boolean isCalled(Class<?> command, String name) {
    return command.getAnnotation(Command.class).name().equals(name);
  }

  private static CommandLine commandLine(Predicate<Class<?>> whole) {
    CommandLine line = new CommandLine(new Main(), new ByConstructor());
    line.getCommandSpec()
        .versionProvider(new VersionProvider())
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
    for (Class<?> command : COMMANDS) {
      Command is = command.getAnnotation(Command.class);
      if (whole.test(command)) {
        line.addSubcommand(is.name(), command);
      } else {
        CommandSpec named =
            CommandSpec.wrapWithoutInspection(null, new ByConstructor()).name(is.name());
        named.usageMessage().description(is.description());
        line.addSubcommand(is.name(), named);
      }
    }
    // After the commands: those that are added later do not get them.
    EnumConverter.register(line);
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
    return ExitCode.UNUSABLE;
  }

  /**
   * Prints a user's mistake in one line, and a fault of ours with everything that helps to find it.
   */
  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result) {
    if (e instanceof UserErrorException || e instanceof RunawayRuleException) {
      line.getErr().println(e.getMessage());
    } else {
      line.getErr()
          .println(
              "nestor: this is a fault in Nestor, not in your data. Please report it with what follows.");
      e.printStackTrace(line.getErr());
    }
    return ExitCode.UNUSABLE;
  }

  /** Picocli's own way looks for a class of Groovy first, in every archive there is. */
  private static final class ByConstructor implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type.isInterface()) {
        return CommandLine.defaultFactory().create(type);
      }
      Constructor<K> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    }
  }
}
