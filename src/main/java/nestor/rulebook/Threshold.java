package nestor.rulebook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import nestor.diagnostics.SourcePosition;
import nestor.rulebook.syntax.Condition;
import nestor.rulebook.syntax.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * Threshold: a number that rules compare with, its unit, basis and variants.
 *
 * @param values the number by the date from which it holds; before the first date the first one
 *     holds
 * @param unit what it counts: days, share, people, money, ...
 * @param basis {@code source} where a source document says so, {@code reference} where a public
 *     standard or survey does, {@code judgement} where the rulebook's authors do
 * @param source where the source says so, or the reference with its year and figure, or null
 * @param why why this number, or null
 * @param variants other numbers for organisations with a certain value of a dimension; the first
 *     that applies wins
 */
public record Threshold(
    String name,
    NavigableMap<LocalDate, BigDecimal> values,
    String unit,
    String basis,
    @Nullable String source,
    @Nullable String why,
    List<Variant> variants,
    SourcePosition position) {
  /** What a number may rest on that others said. */
  public static final List<String> CITED = List.of("source", "reference");

  /** What a number may rest on. */
  public static final List<String> BASES = List.of("source", "reference", "judgement");

  /**
   * The number where {@code dimension} has {@code value}.
   *
   * @param dimensionPlace where the dimension is named
   * @param position where the value is named
   */
  public record Variant(
      String dimension,
      String value,
      BigDecimal number,
      SourcePosition dimensionPlace,
      SourcePosition position) {

    /** The same variant with another number. */
    public Variant with(BigDecimal other) {
      return new Variant(dimension, value, other, dimensionPlace, position);
    }
  }

  /**
   * A number that may hold for an organisation.
   *
   * @param name the threshold's name, with the variant after a slash where it has variants
   */
  public record Choice(String name, BigDecimal number) {}

  /** The number that holds where no variant applies. */
  public Choice base(LocalDate on) {
    Map.Entry<LocalDate, BigDecimal> entry = values.floorEntry(on);
    return new Choice(
        variants.isEmpty() ? name : name + "/default",
        (entry == null ? values.firstEntry() : entry).getValue());
  }

  /** The number of a variant. */
  public Choice choice(Variant variant) {
    return new Choice(name + "/" + variant.value(), variant.number());
  }

  /** Whether it counts days, so that rules can compare dates with its cut-off dates. */
  public boolean inDays() {
    return Unit.of(unit) == Unit.DAYS;
  }

  /**
   * The name of the threshold that a pattern reads, written {@code Threshold(name == "x")}; empty
   * for a pattern of another type, and for one that says no name.
   */
  public static Optional<String> nameIn(Condition.Pattern pattern) {
    return pattern.type().equals(BuiltInTypes.THRESHOLD)
        ? Conditions.requiredText(pattern, "name")
        : Optional.empty();
  }
}
