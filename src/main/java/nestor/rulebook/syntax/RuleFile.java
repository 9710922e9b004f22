package nestor.rulebook.syntax;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/**
 * One DRL file as a tree, with the faults of its syntax; what could not be read is left out of the
 * lists.
 */
public record RuleFile(
    String name,
    String text,
    List<TypeDeclaration> types,
    List<RuleDeclaration> rules,
    List<Diagnostic> faults) {}
