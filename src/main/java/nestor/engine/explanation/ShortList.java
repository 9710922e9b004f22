package nestor.engine.explanation;

import java.util.ArrayList;
import java.util.List;

/** Head of a list, with the number of entries left out. */
final class ShortList {
  private static final int SHOWN = 4;

  private ShortList() {}

  /** On one line; one thing more than usual is shown sooner than counted. */
  static String of(List<String> all) {
    if (all.size() <= SHOWN + 1) {
      return String.join("; ", all);
    }
    return String.join("; ", all.subList(0, SHOWN)) + "; and " + (all.size() - SHOWN) + " more";
  }

  /** Each on a line of its own. */
  static List<String> lines(List<String> all) {
    List<String> shown = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      shown.add("and " + (all.size() - SHOWN) + " more");
    }
    return shown;
  }
}
