package nestor.cli;

import picocli.CommandLine.Option;

/** Option {@code --watch} of commands that can repeat; {@link WatchMode} does so. */
final class WatchOption {
  @Option(
      names = "--watch",
      description = "Repeat on each save until stopped, between a begin and an end line.")
  private boolean watch;

  boolean isOn() {
    return watch;
  }
}
