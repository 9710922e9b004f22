package nestor.server.pipeline;

import nestor.evidence.Document;
import nestor.evidence.ParseResult;
import nestor.rulebook.Vocabulary;

/**
 * Parser of documents for the server, by the vocabulary of the active rulebook. {@code
 * ActiveRulebook} implements it. Safe for use by several threads.
 */
public interface DocumentParser {
  /** What the document says; an exception quarantines it as a fault of Nestor. */
  ParseResult read(Document document);

  /** The sections and fields that dossiers hold. */
  Vocabulary vocabulary();
}
