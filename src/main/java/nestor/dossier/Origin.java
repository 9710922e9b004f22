package nestor.dossier;

import java.time.Instant;

/**
 * Where a section came from: the document's name, when it arrived, and the SHA-256 of its bytes in
 * hex.
 */
public record Origin(String document, Instant received, String sha256) {}
