package nestor.intake;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Generator of receipt ids. They sort in the order of arrival: the moment in UTC, never the same
 * twice, and a random part.
 */
final class ReceiptIds {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT);
  private static final int MOMENT_LENGTH = 19;
  private static final int LENGTH = 26;
  private static final String SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";

  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  ReceiptIds(Clock clock) {
    this.clock = clock;
  }

  /** Lets every id from now on come after that one, whatever the clock says. */
  void after(String id) {
    Instant taken = moment(id);
    last.updateAndGet(before -> taken.isAfter(before) ? taken : before);
  }

  String next() {
    Instant moment =
        last.updateAndGet(
            before -> {
              Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
              return now.isAfter(before) ? now : before.plusMillis(1);
            });
    StringBuilder id = new StringBuilder(MOMENT.format(moment.atOffset(ZoneOffset.UTC)));
    id.append('-');
    for (int i = 0; i < 6; i++) {
      id.append(SIGNS.charAt(chance.nextInt(SIGNS.length())));
    }
    return id.toString();
  }

  /**
   * Ids in the place of one, in their order: nothing that came after it comes before them. The same
   * whenever they are asked for.
   */
  static List<String> inPlaceOf(String id, int count) {
    long value = 0;
    for (char sign : id.substring(MOMENT_LENGTH + 1).toCharArray()) {
      value = value * SIGNS.length() + SIGNS.indexOf(sign);
    }
    long all = 1L << 30;
    long first = value + count < all ? value + 1 : value - count;
    List<String> ids = new ArrayList<>();
    for (long next = first; next < first + count; next++) {
      StringBuilder suffix = new StringBuilder();
      for (int shift = 25; shift >= 0; shift -= 5) {
        suffix.append(SIGNS.charAt((int) (next >> shift) & 31));
      }
      ids.add(id.substring(0, MOMENT_LENGTH + 1) + suffix);
    }
    return ids;
  }

  /** The moment that an id was given. */
  static Instant moment(String id) {
    return LocalDateTime.parse(id.substring(0, MOMENT_LENGTH), MOMENT).toInstant(ZoneOffset.UTC);
  }

  /** The id with which the name of a file begins. */
  static String of(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, Math.min(LENGTH, name.length()));
  }

  static boolean wellFormed(String id) {
    return id.matches("[0-9]{8}-[0-9]{6}-[0-9]{3}-[0-9a-z]{6}");
  }
}
