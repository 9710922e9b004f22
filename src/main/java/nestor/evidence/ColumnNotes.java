package nestor.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Notes on one column. Those of one kind become one note: the first, with the number of the others.
 * Use it where a whole column is written in another way than the vocabulary's.
 */
final class ColumnNotes {
  /** So many questions of one column are told one by one. */
  private static final int ASKED = 10;

  private final ParseContext context;
  private final Map<String, Remark> readings = new LinkedHashMap<>();
  private int asked;

  private static final class Remark {
    private final Location location;
    private final String what;
    private String cure;
    private int others;

    Remark(Location location, String what, String cure) {
      this.location = location;
      this.what = what;
      this.cure = cure;
    }
  }

  ColumnNotes(ParseContext context) {
    this.context = context;
  }

  ParseContext context() {
    return context;
  }

  /**
   * Notes that a text was taken for something else than what is written.
   *
   * @param kind by which notes are gathered
   */
  void readAs(String kind, Location location, String written, String meaning) {
    readAs(kind, location, written, meaning, "");
  }

  void readAs(String kind, Location location, String written, String meaning, String cure) {
    Remark first = readings.get(kind);
    if (first != null) {
      first.others++;
    } else {
      readings.put(
          kind, new Remark(location, MessageText.quoted(written) + " read as " + meaning, cure));
    }
  }

  /** Adds a cure to what was noted already, if anything was. */
  void addCure(String cure) {
    readings.values().stream()
        .filter(first -> first.cure.isEmpty())
        .limit(1)
        .forEach(first -> first.cure = cure);
  }

  /** Notes a question; very many of one column are told as one. */
  void ask(Location location, String what, String cure) {
    ask(location, what, () -> cure);
  }

  /** As {@link #ask(Location, String, String)}, with a cure that is worth making only if told. */
  void ask(Location location, String what, Supplier<String> cure) {
    asked++;
    if (asked <= ASKED) {
      context.ask(location, what, cure.get());
    } else {
      Remark first = readings.get("");
      if (first == null) {
        readings.put("", new Remark(location, "", cure.get()));
      } else {
        first.others++;
      }
    }
  }

  /** Hands the notes on, after the last cell. */
  void tell() {
    readings.forEach(
        (kind, remark) -> {
          if (kind.isEmpty()) {
            context.ask(
                remark.location,
                "and " + (remark.others + 1) + " more values of this column are to be asked",
                remark.cure);
          } else {
            context.readAs(remark.location, remark.what + others(remark.others), remark.cure);
          }
        });
    readings.clear();
  }

  private static String others(int others) {
    return others == 0 ? "" : ", and " + others + " more of this column in the same way";
  }
}
