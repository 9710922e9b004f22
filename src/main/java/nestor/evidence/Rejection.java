package nestor.evidence;

import java.util.List;
import nestor.rulebook.Fault;

/** A document that was not taken in, with every reason. */
public record Rejection(List<Fault> faults) implements Reading {}
