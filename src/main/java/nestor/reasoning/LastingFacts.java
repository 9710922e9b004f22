package nestor.reasoning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import nestor.rulebook.Dependence;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/** The facts that are the same for every dossier under one rulebook, made once. */
final class LastingFacts {
  private final Map<String, List<Fact>> tables = new HashMap<>();
  private final Map<String, Fact> absent = new HashMap<>();

  private final Rulebook rulebook;
  private @Nullable Dependence dependence;

  LastingFacts(Rulebook rulebook) {
    this.rulebook = rulebook;
    rulebook
        .tables()
        .forEach(
            (type, rows) -> {
              List<Fact> facts = new ArrayList<>();
              for (Map<String, Object> row : rows) {
                facts.add(
                    new Fact(type + "#" + facts.size(), type, row, Truth.YES, new TreeSet<>()));
              }
              tables.put(type, List.copyOf(facts));
            });
    for (Section section : rulebook.vocabulary().sections()) {
      absent.put(section.name(), Knowledge.open(section, "", Map.of()));
    }
  }

  /** What rests on what, worked out when first asked for. */
  synchronized Dependence dependence() {
    Dependence known = dependence;
    if (known == null) {
      known = new Dependence(rulebook);
      dependence = known;
    }
    return known;
  }

  /** The rows of a table. */
  List<Fact> table(String type) {
    return tables.getOrDefault(type, List.of());
  }

  /** What stands for all that a section could hold. */
  Fact absent(Section section) {
    Fact fact = absent.get(section.name());
    if (fact == null) {
      throw new IllegalStateException("no section " + section.name());
    }
    return fact;
  }
}
