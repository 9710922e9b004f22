package nestor.rulebook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * One version of a rulebook, read from its folder, checked and compiled.
 *
 * @param version the hash of the folder's content
 * @param shapes every type of fact that rules can read, by name
 * @param tables the rows of the rulebook's own tables, by type
 * @param rules by id
 */
public record Rulebook(
    Path folder,
    String version,
    RulebookFile about,
    Vocabulary vocabulary,
    Map<String, Shape> shapes,
    SortedMap<String, Threshold> thresholds,
    Map<String, List<Map<String, Object>>> tables,
    SortedMap<String, Rule> rules,
    List<Rule.Derivation> derivations,
    Compilation compilation) {

  /** What the rulebook says of its rules. */
  public Catalogue catalogue() {
    return new Catalogue(
        rules.values().stream().map(Rule::guidance).toList(),
        about.titles(),
        about.stance(),
        about.groups());
  }
}
