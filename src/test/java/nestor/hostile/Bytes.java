package nestor.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Contents of hostile documents, as bytes. */
final class Bytes {
  private Bytes() {}

  static String many(String one, int count, String before, String after) {
    return IntStream.range(0, count)
        .mapToObj(i -> one.contains("%d") ? one.replace("%d", Integer.toString(i)) : one)
        .collect(Collectors.joining(",", before, after));
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
