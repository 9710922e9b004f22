package nestor.configuration;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Value of one key as it was written. A reading of another type returns null and records a fault.
 *
 * @param key what it is called, for messages
 * @param folder where relative paths count from
 */
record ConfigValue(
    String key,
    String text,
    Path folder,
    BiFunction<String, String, Diagnostic> place,
    List<Diagnostic> faults) {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})\\s*([A-Za-z]*)");
  private static final int MOST_DAYS = 36_500;
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);
  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]+@[^\\s@<>,;:\"()\\[\\]\\\\]+");
  private static final Pattern WEB_ADDRESS =
      Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]+)?");
  private static final Pattern NAMED_ADDRESS =
      Pattern.compile("(?:[^<>\\p{Cc}]*<(" + ADDRESS + ")>)");

  void fault(String what, String cure) {
    faults.add(place.apply(what, cure));
  }

  private void isNo(String kind, String cure) {
    fault("'" + text + "' is no " + kind + " for " + key, cure);
  }

  @Nullable Integer number(int least, int most) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.compareTo(BigDecimal.valueOf(least)) >= 0
          && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
        return number.intValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Reported below, like a number that is out of bounds.
    }
    isNo("number", "write a whole number from " + least + " to " + most);
    return null;
  }

  @Nullable Boolean yesOrNo() {
    switch (text) {
      case "true" -> {
        return true;
      }
      case "false" -> {
        return false;
      }
      default -> {
        isNo("choice", "write true or false");
        return null;
      }
    }
  }

  /** Bytes. */
  @Nullable Long size() {
    Matcher amount = AMOUNT.matcher(text);
    Long unit = amount.matches() ? BYTES.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
    if (unit == null) {
      isNo("size", "write a number and B, KB, MB or GB, such as 64MB");
      return null;
    }
    long bytes = Long.parseLong(amount.group(1)) * unit;
    if (bytes < 1 || bytes > 1L << 30) {
      isNo("size", "write a size from 1B to 1GB");
      return null;
    }
    return bytes;
  }

  @Nullable Duration duration() {
    Matcher amount = AMOUNT.matcher(text);
    Duration unit = amount.matches() ? TIMES.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      isNo("time", "write a number and ms, s, m or h, such as 30s");
      return null;
    }
    long amountOfIt = Long.parseLong(amount.group(1));
    if (amountOfIt < 1 || amountOfIt > Duration.ofDays(1).dividedBy(unit)) {
      isNo("time", "write a time from 1ms to 24h");
      return null;
    }
    return unit.multipliedBy(amountOfIt);
  }

  /** Days. */
  @Nullable Period days() {
    Matcher amount = AMOUNT.matcher(text);
    int days =
        amount.matches() && amount.group(2).equalsIgnoreCase("d")
            ? Integer.parseInt(amount.group(1))
            : 0;
    if (days < 1 || days > MOST_DAYS) {
      isNo("number of days", "write a number from 1 to " + MOST_DAYS + " and d, such as 400d");
      return null;
    }
    return Period.ofDays(days);
  }

  <E extends Enum<E>> @Nullable E choice(E[] values) {
    List<String> names =
        Arrays.stream(values)
            .map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int at = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (at < 0) {
      fault("'" + text + "' cannot stand for " + key, Suggestions.cure(text, names));
      return null;
    }
    return values[at];
  }

  @Nullable Path path() {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      isNo("path", "write the path of a file or folder");
      return null;
    }
  }

  /** A file that is there and can be read. */
  @Nullable Path readableFile() {
    Path path = path();
    if (path != null && !(Files.isRegularFile(path) && Files.isReadable(path))) {
      fault(key + " names " + path + ", which is no file that can be read", "check the path");
      return null;
    }
    return path;
  }

  /** An address of the web without a slash at its end. */
  @Nullable String webAddress() {
    String bare = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (WEB_ADDRESS.matcher(bare).matches()) {
      return bare;
    }
    isNo("address of the web", "write one such as https://nestor.example.org");
    return null;
  }

  @Nullable String address() {
    return matching(text, ADDRESS, "address", "write one such as name@example.org");
  }

  @Nullable String addressWithName() {
    return ADDRESS.matcher(text).matches()
        ? text
        : matching(
            text,
            NAMED_ADDRESS,
            "address",
            "write it as name@example.org or Name <name@example.org>");
  }

  @Nullable String addressOrDomain() {
    return matching(
        text.startsWith("@") ? "any" + text : text,
        ADDRESS,
        "sender",
        "write an address, or a domain such as \"@example.org\"");
  }

  private @Nullable String matching(String tried, Pattern pattern, String kind, String cure) {
    if (pattern.matcher(tried).matches()) {
      return text;
    }
    isNo(kind, cure);
    return null;
  }
}
