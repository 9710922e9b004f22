package nestor.rulebook.syntax;

import nestor.diagnostics.SourcePosition;

/**
 * Annotation {@code @name("value")} on a type, field or rule; the value is empty where there is
 * none.
 */
public record Annotation(String name, String value, SourcePosition position) {}
