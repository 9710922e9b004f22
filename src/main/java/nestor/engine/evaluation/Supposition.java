package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nestor.engine.ternary.OpenField;
import nestor.engine.ternary.Unknown;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import org.jspecify.annotations.Nullable;

/**
 * Values supposed for some of the fields that entries on record leave open. Each of the others gets
 * a name of its own, under which conditions say that they depend on it, and not only on the field
 * of any entry.
 */
final class Supposition {
  private final Map<String, @Nullable Object> supposed;
  private final boolean namesOthers;
  private final List<SupposedEntry> entries;
  private final @Nullable SupposedFact fact;
  private final Map<String, OpenField> open = new TreeMap<>();

  /**
   * A supposition.
   *
   * @param supposed values by the name of the field, as {@link OpenField#name} has it
   * @param namesOthers whether the fields that are left open matter one by one
   */
  Supposition(Map<String, @Nullable Object> supposed, boolean namesOthers) {
    this(supposed, namesOthers, List.of(), null);
  }

  private Supposition(
      Map<String, @Nullable Object> supposed,
      boolean namesOthers,
      List<SupposedEntry> entries,
      @Nullable SupposedFact fact) {
    this.supposed = supposed;
    this.namesOthers = namesOthers;
    this.entries = entries;
    this.fact = fact;
  }

  /** A supposition about the entries of absent sections. */
  static Supposition ofEntries(List<SupposedEntry> entries) {
    return new Supposition(Map.of(), false, entries, null);
  }

  /** A supposition that a fact, which rules may derive, is there or is not. */
  static Supposition ofFact(Fact fact, boolean isThere) {
    return new Supposition(Map.of(), false, List.of(), new SupposedFact(fact, isThere));
  }

  private record SupposedFact(Fact fact, boolean isThere) {}

  /**
   * An entry that an absent section could hold.
   *
   * @param field the field by which rules look for it
   * @param isThere whether there is one such entry at least, or none
   */
  record SupposedEntry(String section, String field, Object value, boolean isThere) {}

  /** The entries supposed of a section that is absent. */
  List<SupposedEntry> entries(Section section) {
    return entries.stream().filter(entry -> entry.section().equals(section.name())).toList();
  }

  /** Whether the supposition changes anything of a section whose facts are these without it. */
  boolean changes(Section section, List<Fact> facts) {
    if (!entries(section).isEmpty()) {
      return true;
    }
    return namesOthers
        ? facts.stream()
            .anyMatch(
                fact ->
                    !fact.isOpen()
                        && fact.values().values().stream().anyMatch(Unknown.class::isInstance))
        : supposed.keySet().stream().anyMatch(name -> name.startsWith(section.name() + "["));
  }

  /** Whether the supposition is about a fact of a type that rules derive. */
  boolean isAbout(String derivedType) {
    return fact != null && fact.fact().type().equals(derivedType);
  }

  /** Facts of a type that rules derive, with the one that is supposed there, or without it. */
  List<Fact> of(String derivedType, List<Fact> derived) {
    SupposedFact one = fact;
    if (one == null || !isAbout(derivedType)) {
      return derived;
    }
    List<Fact> facts = new ArrayList<>();
    for (Fact other : derived) {
      if (!other.key().equals(one.fact().key())) {
        facts.add(one.isThere() ? other : isNot(/* fact= */ other, /* other= */ one.fact()));
      }
    }
    if (one.isThere()) {
      facts.add(one.fact().certain());
    }
    return facts;
  }

  /** The fact, which is not the other one: where one value alone is unknown, it is not that. */
  private static Fact isNot(Fact fact, Fact other) {
    String differing = null;
    for (Map.Entry<String, Object> value : fact.values().entrySet()) {
      if (!Objects.equals(value.getValue(), other.value(value.getKey()))) {
        if (differing != null) {
          return fact;
        }
        differing = value.getKey();
      }
    }
    return differing != null && fact.value(differing) instanceof Unknown unknown
        ? fact.with(differing, Narrowing.without(unknown, Arrays.asList(other.value(differing))))
        : fact;
  }

  /** The values of an entry, with those supposed that it leaves open. */
  FieldValues of(Section section, int entry, FieldValues values) {
    return values.replacingUnknown(
        (name, unknown) -> {
          Field field = section.field(name).orElseThrow();
          // An entry that names two stands there twice, and is one for all that it leaves open.
          OpenField fresh = new OpenField(section.name(), entry, field, unknown);
          if (supposed.containsKey(fresh.name())) {
            return supposed.get(fresh.name());
          }
          OpenField one = open.computeIfAbsent(fresh.name(), n -> fresh);
          return new Unknown(
              Unknown.need(one.name()),
              unknown.range(),
              unknown.offRecord(),
              unknown.stated(),
              one,
              unknown.doubted());
        });
  }

  /** The fields that are left open, by their names, once the facts were asked for. */
  Map<String, OpenField> open() {
    return open;
  }

  /** Supposed values, by the name of the field. */
  Map<String, @Nullable Object> supposed() {
    return supposed;
  }
}
