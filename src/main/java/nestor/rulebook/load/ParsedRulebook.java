package nestor.rulebook.load;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import nestor.rulebook.FactType;
import nestor.rulebook.RulebookManifest;
import nestor.rulebook.Threshold;
import nestor.rulebook.Vocabulary;
import nestor.rulebook.syntax.RuleFile;

/**
 * Rulebook as far as it can be read, whatever its faults. Lints and editors use it; advice needs a
 * {@code Rulebook}.
 *
 * @param texts every file that makes the rulebook, by its path with forward slashes
 * @param files the DRL files as trees
 * @param factTypes every type of fact that rules can read, by name
 * @param tables the rows of the rulebook's own tables, by type
 */
public record ParsedRulebook(
    SortedMap<String, String> texts,
    List<RuleFile> files,
    RulebookManifest about,
    Vocabulary vocabulary,
    Map<String, FactType> factTypes,
    SortedMap<String, Threshold> thresholds,
    Map<String, List<Map<String, Object>>> tables) {}
