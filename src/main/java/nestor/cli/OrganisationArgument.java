package nestor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import nestor.configuration.Configuration;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.rulebook.Vocabulary;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Argument {@code FILE|ORG}: the organisation that a command works on, from documents or from the
 * store.
 */
final class OrganisationArgument {
  @Parameters(
      index = "0",
      paramLabel = "FILE|ORG",
      description =
          "A document, a folder with the documents of one organisation, or the id of an "
              + "organisation in the store.")
  private String whose = "";

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private WaiversOption waivers = new WaiversOption();

  @Mixin private AsOfOption asOf = new AsOfOption();

  /** Returns the option as it is written on the command line. */
  String written() {
    return ExplanationText.quoted(whose) + asOf.written() + waivers.written() + home.written();
  }

  LocalDate day() {
    return asOf.day();
  }

  /**
   * The dossier.
   *
   * @throws UserErrorException if there is none, or several
   */
  Dossier dossier(Configuration configuration, Vocabulary vocabulary) {
    Dossier dossier = dossier(whose, home.folder(configuration), vocabulary);
    DossierFiles replied =
        new DossierFiles(List.of(dossier), List.of(), List.of())
            .replied(waivers.files(), vocabulary);
    if (!replied.faults().isEmpty()) {
      throw new UserErrorException(replied.faults());
    }
    return replied.dossiers().get(0);
  }

  /** The dossier of a document or a folder, or of an organisation in the store of a home. */
  static Dossier dossier(String whose, Path home, Vocabulary vocabulary) {
    Path file = Path.of(whose);
    StoredDossiers kept = new StoredDossiers(home);
    return Files.exists(file) || !kept.exist()
        ? ofFile(file, vocabulary)
        : kept.of(whose).with(vocabulary);
  }

  private static Dossier ofFile(Path file, Vocabulary vocabulary) {
    DossierFiles read = DossierFiles.read(List.of(file), vocabulary);
    if (!read.faults().isEmpty()) {
      throw new UserErrorException(read.faults());
    }
    if (read.dossiers().size() != 1) {
      throw new UserErrorException(
          file
              + ": speaks of "
              + read.dossiers().size()
              + " organisations; name one document of one");
    }
    return read.dossiers().get(0);
  }
}
