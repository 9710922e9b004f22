package nestor.engine.evaluation;

/**
 * Sort key in natural order: entry 2 before entry 10.
 *
 * @param padded the key with zeros before each number
 */
record NaturalOrderKey(String padded, String key) implements Comparable<NaturalOrderKey> {

  static NaturalOrderKey of(String key) {
    return new NaturalOrderKey(padded(key), key);
  }

  @Override
  public int compareTo(NaturalOrderKey other) {
    int byNumbers = padded.compareTo(other.padded);
    return byNumbers != 0 ? byNumbers : key.compareTo(other.key);
  }

  private static String padded(String key) {
    StringBuilder padded = new StringBuilder();
    int digits = 0;
    for (int i = 0; i <= key.length(); i++) {
      if (i < key.length() && Character.isDigit(key.charAt(i))) {
        digits++;
      } else {
        if (digits > 0) {
          padded.append("0".repeat(Math.max(0, 9 - digits))).append(key, i - digits, i);
          digits = 0;
        }
        if (i < key.length()) {
          padded.append(key.charAt(i));
        }
      }
    }
    return padded.toString();
  }
}
