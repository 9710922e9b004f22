package nestor.evidence;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/**
 * Refusal of a document, with every fault in it; nothing of the document is used. What can be
 * passed over without loss is a note of a {@link ParsedDocument}.
 */
public record Rejection(List<Diagnostic> faults) implements ParseResult {}
