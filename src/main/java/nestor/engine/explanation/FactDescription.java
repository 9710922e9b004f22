package nestor.engine.explanation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nestor.dossier.Dossier;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.evaluation.Fact;
import nestor.engine.wording.EntryNames;
import nestor.engine.wording.FactText;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Condition.Pattern;

/**
 * A fact, for people, with those of its values that conditions read. Facts without the conditions
 * around them are worded by {@code FactText}.
 */
final class FactDescription {
  private static final int SHOWN = 4;

  private final Rulebook rulebook;
  private final Dossier dossier;
  private final FactText factText;

  FactDescription(Rulebook rulebook, Dossier dossier, FactText factText) {
    this.rulebook = rulebook;
    this.dossier = dossier;
    this.factText = factText;
  }

  /** A fact, with what the first of the conditions that is a pattern of its type reads of it. */
  Optional<String> of(Fact fact, List<Condition> conditions) {
    return conditions.stream()
        .filter(Pattern.class::isInstance)
        .map(Pattern.class::cast)
        .filter(pattern -> pattern.type().equals(fact.type()))
        .findFirst()
        .map(pattern -> of(fact, pattern));
  }

  /** A fact by its name, with what the pattern reads of it. */
  String of(Fact fact, Pattern pattern) {
    if (rulebook.vocabulary().ofType(fact.type()).isEmpty()) {
      return factText.name(fact) + from(fact);
    }
    Set<String> fields = new LinkedHashSet<>();
    pattern.tests().forEach(test -> fields.addAll(test.expression().fields()));
    String name = factText.name(fact);
    fields.removeIf(f -> fact.value(f) instanceof String text && name.contains(text));
    String read = factText.values(fact, fields);
    return read.isEmpty() ? name : name + ": " + read;
  }

  /** Returns the entries from which a derived fact was made, as text. */
  private String from(Fact fact) {
    List<String> places = new ArrayList<>();
    for (EvidenceRef ref : fact.evidence()) {
      Section section = rulebook.vocabulary().section(ref.section()).orElseThrow();
      Integer entry = ref.entry();
      if (entry != null || section.single()) {
        places.add(EntryNames.place(section, dossier, entry == null ? 0 : entry));
      }
    }
    return places.isEmpty()
        ? ""
        : " (from "
            + String.join(", ", places.subList(0, Math.min(SHOWN, places.size())))
            + (places.size() > SHOWN ? " and " + (places.size() - SHOWN) + " more" : "")
            + ")";
  }
}
