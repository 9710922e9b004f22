package nestor.cli;

import picocli.CommandLine.Option;

/** For people or for programs. */
final class OutputFormatOption {
  @Option(
      names = "--format",
      converter = EnumConverters.OfPrinted.class,
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
