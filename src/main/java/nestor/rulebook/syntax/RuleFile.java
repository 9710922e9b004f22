package nestor.rulebook.syntax;

import java.util.List;
import nestor.diagnostics.Diagnostic;

/**
 * Syntax tree of one DRL file, with its faults; what could not be read is left out. What its rules
 * mean is checked when the rulebook is loaded.
 */
public record RuleFile(
    String name,
    String text,
    List<TypeDeclaration> types,
    List<RuleDeclaration> rules,
    List<Diagnostic> faults) {}
