package nestor.cli;

import picocli.CommandLine.Option;

/** Option {@code --seed} of commands that make random organisations. */
final class SeedOption {
  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The seed of the random organisations (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }
}
