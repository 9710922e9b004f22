package nestor.rulebook;

/**
 * Type of a field's values, and the Java type that carries them. What a number counts is the unit
 * of the {@link Field}.
 */
public enum FieldType {
  /** {@code String}. */
  TEXT,
  /** {@code Integer}, zero or more unless a range says otherwise. */
  COUNT,
  /** {@code java.math.BigDecimal}. */
  NUMBER,
  /** {@code Boolean}. */
  YES_NO,
  /** {@code java.time.LocalDate}. */
  DATE,
  /** {@code List<String>}. */
  LIST
}
