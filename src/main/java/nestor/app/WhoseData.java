package nestor.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.Dossiers;
import nestor.dossier.Standing;
import nestor.rulebook.Nearest;
import nestor.rulebook.Vocabulary;
import nestor.store.HomeInUseException;
import nestor.store.Store;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "desk",
      description = "Where the server keeps its organisations (default: ${DEFAULT-VALUE}/).")
  private Path home = Path.of("desk");

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
        + (home.equals(Path.of("desk"))
            ? ""
            : " --home " + ExplanationText.quoted(home.toString()));
  }

  LocalDate day() {
    return asOf == null ? LocalDate.now(Clock.systemUTC()) : asOf;
  }

  /**
   * The dossier.
   *
   * @throws UnusableException if there is none, or several
   */
  Dossier dossier(Vocabulary vocabulary) {
    Path file = Path.of(whose);
    Path store = home.resolve("store");
    if (Files.exists(file) || !Files.isDirectory(store)) {
      return ofFile(file, vocabulary);
    }
    try (Store open = Store.open(store)) {
      Dossiers dossiers = new Dossiers();
      return open.read(
          tx -> {
            List<String> known =
                dossiers.standings(tx).stream().map(Standing::organisation).toList();
            if (!known.contains(whose)) {
              throw new UnusableException(
                  whose
                      + ": there is no such file, and "
                      + home
                      + " keeps no such organisation; "
                      + (known.isEmpty() ? "name a file" : Nearest.cure(whose, known)));
            }
            return dossiers.load(tx, whose, vocabulary);
          });
    } catch (HomeInUseException | StoreException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
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
