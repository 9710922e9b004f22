package nestor.evidence;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/** A document that was not taken in, with every reason. */
public record Rejection(List<Diagnostic> faults) implements ParseResult {}
