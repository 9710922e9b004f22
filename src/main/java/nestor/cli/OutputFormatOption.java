package nestor.cli;

import picocli.CommandLine.Option;

/** Option {@code --format} of commands with an {@link OutputFormat}. */
final class OutputFormatOption {
  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.TEXT;

  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
