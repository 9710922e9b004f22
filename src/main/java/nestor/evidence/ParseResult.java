package nestor.evidence;

/** What reading a document came to: evidence, or a rejection that names every fault. */
public sealed interface ParseResult permits ParsedDocument, Rejection {}
