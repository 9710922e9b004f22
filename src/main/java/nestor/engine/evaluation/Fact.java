package nestor.engine.evaluation;

import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;
import nestor.engine.assessment.EvidenceRef;
import nestor.engine.ternary.Ternary;
import nestor.engine.ternary.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Fact that conditions can match: an entry on record, a row of a table, a derived fact, or what an
 * absent section could hold.
 */
public final class Fact {
  /** Sign before the number of an entry in a key. */
  private static final char ENTRY = '#';

  private final String key;
  private final String type;
  private final Map<String, Object> values;
  private final Ternary existence;
  private final Supplier<SortedSet<EvidenceRef>> restsOn;
  private final boolean standsForMany;
  private @Nullable SortedSet<EvidenceRef> evidence;

  /**
   * A fact.
   *
   * @param key names it among all facts
   * @param values a value, an {@link Unknown}, or nothing where none is on record
   * @param existence whether it is there
   * @param evidence the entries on record that it rests on
   */
  public Fact(
      String key,
      String type,
      Map<String, Object> values,
      Ternary existence,
      SortedSet<EvidenceRef> evidence) {
    this(key, type, values, existence, false, () -> evidence);
    this.evidence = evidence;
  }

  /**
   * Creates a fact whose evidence is computed only where it is asked for, which is rare.
   *
   * @param standsForMany whether it stands for any number of facts
   * @param restsOn supplies the entries on record that it rests on
   */
  Fact(
      String key,
      String type,
      Map<String, Object> values,
      Ternary existence,
      boolean standsForMany,
      Supplier<SortedSet<EvidenceRef>> restsOn) {
    this.key = key;
    this.type = type;
    this.values = values;
    this.existence = existence;
    this.standsForMany = standsForMany;
    this.restsOn = restsOn;
  }

  public String key() {
    return key;
  }

  public String type() {
    return type;
  }

  /** The number by which its document calls the entry that it is; -1 where it is none. */
  public int entry() {
    int at = key.indexOf(ENTRY) + 1;
    int end = at;
    while (end < key.length() && Character.isDigit(key.charAt(end))) {
      end++;
    }
    return at == 0 || end == at ? -1 : Integer.parseInt(key.substring(at, end));
  }

  public Map<String, Object> values() {
    return values;
  }

  public Ternary existence() {
    return existence;
  }

  public SortedSet<EvidenceRef> evidence() {
    SortedSet<EvidenceRef> known = evidence;
    if (known == null) {
      known = restsOn.get();
      evidence = known;
    }
    return known;
  }

  @Nullable
  public Object value(String field) {
    return values.get(field);
  }

  @Nullable Object value(FieldValues.Name field) {
    return FieldValues.of(values, field);
  }

  /**
   * Two facts are the same where their keys are; what an absent section could hold may be anything.
   */
  public boolean isOpen() {
    return existence.kind() == Ternary.Kind.DEPENDS;
  }

  /** The same fact, which is there for certain. */
  Fact certain() {
    return new Fact(key, type, values, Ternary.YES, standsForMany, this::evidence);
  }

  /** The same fact, with another value of a field. */
  Fact with(String field, @Nullable Object value) {
    return new Fact(
        key,
        type,
        FieldValues.with(values, field, value),
        existence,
        standsForMany,
        this::evidence);
  }

  /** The same fact, with what is known of an unknown value in its place. */
  Fact replacing(Unknown.OneMatch match, @Nullable Object known) {
    Map<String, Object> replaced = FieldValues.replacing(values, match, known);
    return replaced == values
        ? this
        : new Fact(key, type, replaced, existence, standsForMany, this::evidence);
  }

  /** Whether nothing about it is open but whether it is there. */
  boolean isOfKnownValues() {
    return !standsForMany && values.values().stream().noneMatch(Unknown.class::isInstance);
  }

  /** Whether it stands for any number of facts about which nothing else is known. */
  boolean standsForMany() {
    return standsForMany;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fact fact && fact.key.equals(key) && fact.values.equals(values);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
