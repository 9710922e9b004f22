package nestor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nestor.configuration.Configuration;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.UserErrorException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --config}: the configuration of a command, with the environment over it. */
public final class ConfigOption {
  private static final Path USUAL = Path.of("nestor.yaml");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (default: nestor.yaml here, if there is one).")
  private @Nullable Path file;

  private Configuration.@Nullable Loaded loaded;

  /** Reads the file, with its faults. */
  Configuration.Loaded read() {
    Configuration.Loaded read = loaded;
    return read == null ? readAgain() : read;
  }

  /** Reads the file anew, with its faults. */
  Configuration.Loaded readAgain() {
    Path path = file();
    Optional<Path> there =
        file != null || Files.exists(path) ? Optional.of(path) : Optional.empty();
    Configuration.Loaded read = Configuration.read(there, System.getenv());
    loaded = read;
    return read;
  }

  /** Returns the option as it is written on the command line. */
  String written() {
    Path named = file;
    return named == null ? "" : " --config " + ExplanationText.quoted(named.toString());
  }

  /** The file that is read, if it is there. */
  Path file() {
    Path named = file;
    return named == null ? USUAL : named;
  }

  /**
   * The configuration.
   *
   * @throws UserErrorException if it has faults
   */
  public Configuration get() {
    Configuration.Loaded read = read();
    if (!read.faults().isEmpty()) {
      throw new UserErrorException(read.faults());
    }
    return read.configuration();
  }

  /** Warnings of secrets that strangers can read, a line each. */
  public List<String> warnings() {
    return read().warnings().stream().map(Diagnostic::toString).toList();
  }
}
