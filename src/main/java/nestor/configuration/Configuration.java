package nestor.configuration;

import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.delivery.Format;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Settings from {@code nestor.yaml} and the environment, with defaults for the rest. Options of the
 * command line override them.
 *
 * @param home the home folder, or null where none is named
 * @param rules the rulebook's folder, or null where none is named
 * @param routes the routes' folder, or null where none is named
 * @param strict whether the server refuses data that is not as the vocabulary has it
 * @param outboxFormats what the outbox gets of each advisory
 * @param keepAdvisories how long an advisory is kept that says what the one before it said, or null
 *     for as long as the home is
 * @param mail null where neither the file nor the environment speaks of mail
 * @param clients in the order of the file
 */
public record Configuration(
    @Nullable Path home,
    @Nullable Path rules,
    @Nullable Path routes,
    boolean strict,
    List<Format> outboxFormats,
    @Nullable Period keepAdvisories,
    HttpSettings http,
    @Nullable MailSettings mail,
    List<Client> clients) {

  /**
   * Result of reading.
   *
   * @param configuration with faults it is only what could be understood, and nothing may start
   *     with it
   * @param faults every fault, in reading order
   * @param warnings secrets in files that every user of the machine may read, in reading order
   */
  public record Loaded(
      Configuration configuration, List<Diagnostic> faults, List<Diagnostic> warnings) {}

  /**
   * Reads the configuration. A variable {@code NESTOR_HTTP_PORT} stands over the key {@code
   * http.port}. Relative paths in the file count from the file's folder, those in variables from
   * the working directory.
   *
   * @param file the file, or nothing where there is none
   * @param environment the variables by name; only those that begin with {@code NESTOR_} are looked
   *     at
   */
  public static Loaded read(Optional<Path> file, Map<String, String> environment) {
    return ConfigurationReader.read(file, environment);
  }
}
