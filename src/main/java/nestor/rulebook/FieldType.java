package nestor.rulebook;

/** What kind of value a field holds, and the Java type that carries it in an entry's values. */
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
