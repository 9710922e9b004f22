package nestor.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nestor.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command works with. */
final class SettingsOption {
  private static final Path USUAL = Path.of("nestor.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: nestor.yaml here, if there is one).")
  private @Nullable Path file;

  private Configuration.@Nullable Loaded loaded;

  /** What was read, with its faults. */
  Configuration.Loaded read() {
    Configuration.Loaded read = loaded;
    if (read == null) {
      Path named = file;
      Optional<Path> there =
          named != null || Files.exists(USUAL)
              ? Optional.of(named == null ? USUAL : named)
              : Optional.empty();
      read = Configuration.read(there, System.getenv());
      loaded = read;
    }
    return read;
  }

  /**
   * The configuration.
   *
   * @throws UnusableException if it has faults
   */
  Configuration get() {
    Configuration.Loaded read = read();
    if (!read.faults().isEmpty()) {
      throw new UnusableException(read.faults());
    }
    return read.configuration();
  }
}
