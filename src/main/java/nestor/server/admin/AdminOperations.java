package nestor.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import nestor.diagnostics.UserErrorException;
import nestor.intake.ChangedDocumentException;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.server.pipeline.ReceiptJson;
import nestor.server.status.Status;

/**
 * Operations for the people who run a server: status, replay, reproduce, tokens, backup. They work
 * alike on a running server and on a home that no server has open. Questions and answers are JSON,
 * so that a command gets the same from either.
 */
public final class AdminOperations {
  private final Supplier<Status> status;
  private final DossierOperations dossiers;
  private final TokenOperations tokens;
  private final BackupOperation backup;
  private final Intake intake;
  private final Runnable onReceived;

  AdminOperations(
      Supplier<Status> status,
      DossierOperations dossiers,
      TokenOperations tokens,
      BackupOperation backup,
      Intake intake,
      Runnable onReceived) {
    this.status = status;
    this.dossiers = dossiers;
    this.tokens = tokens;
    this.backup = backup;
    this.intake = intake;
    this.onReceived = onReceived;
  }

  /** Writes a copy of the home into a file. */
  interface BackupOperation {
    ObjectNode make(Path file) throws IOException;
  }

  /**
   * Does what is asked.
   *
   * @throws UserErrorException if it makes no sense; the message says why
   * @throws IOException if the disk refuses
   */
  ObjectNode answer(AdminOperation operation, ObjectNode arguments) throws IOException {
    return switch (operation) {
      case STATUS -> status.get().toJson();
      case DOSSIERS -> dossiers.organisations();
      case DOSSIERS_AFTER -> dossiers.dossiersAfter(arguments.path("after").asText());
      case DOSSIER -> dossiers.dossier(arguments.path("organisation").asText());
      case REPLAY -> replay(arguments.path("id").asText());
      case ADVICE -> dossiers.advice(arguments.path("id").asText());
      case BACKUP -> backup.make(Path.of(arguments.path("file").asText()));
      case TOKEN_NEW -> tokens.create(arguments);
      case TOKEN_LIST -> tokens.list();
      case TOKEN_REVOKE -> tokens.revoke(arguments.path("id").asText());
    };
  }

  private ObjectNode replay(String id) throws IOException {
    Optional<Receipt> again;
    try {
      again = intake.replay(id);
    } catch (ChangedDocumentException e) {
      throw new UserErrorException("nestor: " + e.getMessage());
    }
    if (again.isEmpty()) {
      throw new UserErrorException(
          id + ": no document of that id is in quarantine; nestor status lists those that are");
    }
    onReceived.run();
    return ReceiptJson.of(again.get());
  }
}
