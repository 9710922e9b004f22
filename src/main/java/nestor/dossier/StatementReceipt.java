package nestor.dossier;

/** Receipt of the document from which a section is, as one source states it. */
public record StatementReceipt(String section, String source, String receipt) {}
