package nestor.dossier;

import java.time.Instant;

/**
 * Origin of a section: the document's name, the time of its arrival, and the SHA-256 of its bytes
 * in hex.
 */
public record Origin(String document, Instant received, String sha256) {}
