package nestor.app.command;

import picocli.CommandLine.Option;

/** For people or for programs. */
final class PrintedOption {
  @Option(
      names = "--format",
      converter = Choices.OfPrinted.class,
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Printed format = Printed.TEXT;

  boolean isJson() {
    return format == Printed.JSON;
  }
}
