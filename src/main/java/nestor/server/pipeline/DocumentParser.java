package nestor.server.pipeline;

import java.time.LocalDate;
import java.util.List;
import nestor.dossier.Dossier;
import nestor.dossier.resolution.Resolution;
import nestor.evidence.Document;
import nestor.evidence.ParseResult;
import nestor.rulebook.Vocabulary;

/**
 * Parser of documents for the server, by the vocabulary of the active rulebook. {@code
 * ActiveRulebook} implements it. Safe for use by several threads.
 */
public interface DocumentParser {
  /** Reads the document; an exception quarantines it as a fault of Nestor. */
  ParseResult read(Document document);

  /** Returns a dossier as it is evaluated on a day, with notes on that. */
  default Resolution resolve(Dossier dossier, LocalDate day) {
    return new Resolution(dossier, List.of(), List.of());
  }

  /** Whether what is not as the vocabulary has it is refused. */
  default boolean isStrict() {
    return false;
  }

  /** The sections and fields that dossiers hold. */
  Vocabulary vocabulary();
}
