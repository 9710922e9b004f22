package nestor.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nestor.app.desk.UnusableException;
import nestor.configuration.Configuration;
import nestor.dossier.Dossier;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one organisation that a command looks at, and on which day. */
final class WhoseData {
  @Parameters(
      index = "0",
      paramLabel = "FILE|ORG",
      description =
          "A document or a folder of documents of one organisation, or the id of an organisation"
              + " that the server keeps.")
  private String whose = "";

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--as-of",
      converter = Choices.OfDate.class,
      paramLabel = "DATE",
      description = "The day of the advice, YYYY-MM-DD (default: today, UTC).")
  private @Nullable LocalDate asOf;

  /** How the same is named on the command line. */
  String written() {
    return ExplanationText.quoted(whose)
        + (asOf == null ? "" : " --as-of " + asOf)
        + home.written();
  }

  LocalDate day() {
    return asOf == null ? LocalDate.now(Clock.systemUTC()) : asOf;
  }

  /**
   * The dossier.
   *
   * @throws UnusableException if there is none, or several
   */
  Dossier dossier(Configuration configuration, Vocabulary vocabulary) {
    Path file = Path.of(whose);
    KeptDossiers kept = new KeptDossiers(home.folder(configuration));
    return Files.exists(file) || !kept.exist()
        ? ofFile(file, vocabulary)
        : kept.of(whose).with(vocabulary);
  }

  private static Dossier ofFile(Path file, Vocabulary vocabulary) {
    DossierFiles read = DossierFiles.read(List.of(file), vocabulary);
    if (!read.faults().isEmpty()) {
      throw new UnusableException(read.faults());
    }
    if (read.dossiers().size() != 1) {
      throw new UnusableException(
          file
              + ": speaks of "
              + read.dossiers().size()
              + " organisations; name one document of one");
    }
    return read.dossiers().get(0);
  }
}
