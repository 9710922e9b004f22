package nestor.evidence;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/** Refusal of a document, with every fault in it; nothing of the document is used. */
public record Rejection(List<Diagnostic> faults) implements ParseResult {}
