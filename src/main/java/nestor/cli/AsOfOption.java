package nestor.cli;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --as-of}: the date of the advice, by which all ages are counted. */
final class AsOfOption {
  @Option(
      names = "--as-of",
      converter = DateConverter.class,
      paramLabel = "DATE",
      description = "The date of the advice, YYYY-MM-DD (default: today, UTC).")
  private @Nullable LocalDate asOf;

  LocalDate day() {
    return asOf == null ? LocalDate.now(Clock.systemUTC()) : asOf;
  }

  /** Returns the option as it is written on the command line. */
  String written() {
    return asOf == null ? "" : " --as-of " + asOf;
  }
}
