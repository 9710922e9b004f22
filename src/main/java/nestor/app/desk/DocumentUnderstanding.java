package nestor.app.desk;

import nestor.evidence.Document;
import nestor.evidence.Reading;
import nestor.rulebook.Vocabulary;

/**
 * How the desk understands documents, under the rulebook that is in force when it asks. Called by
 * several threads.
 */
public interface DocumentUnderstanding {
  /** What the document says; an exception quarantines it as a fault of Nestor. */
  Reading read(Document document);

  /** The sections and fields that dossiers hold. */
  Vocabulary vocabulary();
}
