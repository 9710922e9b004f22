package nestor.rulebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.NameTable.Meaning;

/**
 * Names of one kind by their words alone, in any order and without articles and prepositions. Use
 * it for what is nearly a name, such as "Head, Information Technology" or "Director of
 * Engeneering"; what it finds is never certain.
 */
final class NearForms {
  private static final int SHORTEST = 6;
  private static final int MOST = 4;

  /** Articles and prepositions in the languages of the names. */
  private static final Set<String> SMALL =
      Set.of(
          "of", "the", "for", "in", "to", "der", "die", "das", "des", "den", "fur", "im", "von",
          "de", "du", "la", "le", "les", "l", "d", "del", "el", "los", "las", "do", "da", "dos",
          "e", "y", "et", "van", "het", "voor", "en", "and", "und", ",", "&", "/", "(", ")");

  private final Map<String, Set<String>> byForm = new TreeMap<>();

  NearForms(Map<String, Meaning> meanings) {
    meanings.forEach(
        (form, meaning) -> {
          List<String> names =
              meaning instanceof Known known
                  ? known.names()
                  : meaning instanceof Doubtful doubtful ? doubtful.candidates() : List.of();
          byForm.computeIfAbsent(bare(form), f -> new LinkedHashSet<>()).addAll(names);
        });
  }

  /**
   * The names that a text in the form of {@link NameForm} nearly is; none where it is like none.
   */
  List<String> of(String form) {
    String bare = bare(NameForm.folded(form));
    if (bare.length() < SHORTEST) {
      return List.of();
    }
    Set<String> near = new LinkedHashSet<>(byForm.getOrDefault(bare, Set.of()));
    if (near.isEmpty() && bare.chars().noneMatch(Character::isDigit)) {
      byForm.forEach(
          (other, names) -> {
            if (other.length() >= SHORTEST && Suggestions.isOneSlip(bare, other)) {
              near.addAll(names);
            }
          });
    }
    List<String> all = new ArrayList<>(near);
    return all.size() > MOST ? List.of() : all;
  }

  private static String bare(String form) {
    List<String> words = new ArrayList<>(Arrays.asList(form.split(" ")));
    words.removeIf(SMALL::contains);
    words.sort(null);
    return String.join(" ", words);
  }
}
