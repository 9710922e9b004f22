package nestor.rulebook;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import nestor.rulebook.language.RuleFile;

/**
 * A rulebook as far as it can be read, whatever its faults: what an editor's helper looks at.
 *
 * @param texts every file that makes the rulebook, by its path with forward slashes
 * @param files the DRL files as trees
 * @param shapes every type of fact that rules can read, by name
 * @param tables the rows of the rulebook's own tables, by type
 */
public record Draft(
    SortedMap<String, String> texts,
    List<RuleFile> files,
    RulebookFile about,
    Vocabulary vocabulary,
    Map<String, Shape> shapes,
    SortedMap<String, Threshold> thresholds,
    Map<String, List<Map<String, Object>>> tables) {}
