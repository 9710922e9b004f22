package nestor.rulebook.syntax;

import nestor.diagnostics.SourcePosition;

/** {@code @name("value")} on a type, a field or a rule; the value is empty where there is none. */
public record Annotation(String name, String value, SourcePosition position) {}
