package nestor.evidence;

/**
 * Result of reading a document: a {@link ParsedDocument}, or a {@link Rejection} with every fault.
 */
public sealed interface ParseResult permits ParsedDocument, Rejection {}
