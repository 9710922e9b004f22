package nestor.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Faults of one document as a person reads them: the first fifty, and of very many of one kind the
 * first few with the number of the others, so that they do not hide those of other kinds.
 */
final class FaultList {
  /** So many faults are listed; the others are counted. */
  static final int TOLD = 50;

  private static final int MOST_OF_A_KIND = 10;
  private static final int SHOWN_OF_A_KIND = 3;

  /** So many are kept until those of a kind are gathered. */
  private static final int MOST_UNGATHERED = 20 * TOLD;

  /** A cell of a sheet as faults name it. */
  private static final Pattern CELL = Pattern.compile("(?s).*![A-Z]{1,3}(\\d{1,7})(?: \\(.*\\))?");

  private static final Pattern INDEX = Pattern.compile("\\[\\d+\\]");

  private final List<Diagnostic> faults = new ArrayList<>();
  private int untold;

  /** How often faults of each kind were found in the section that is being read. */
  private final Map<String, Integer> ofSection = new HashMap<>();

  private boolean isInSection;
  private int beforeSection;

  /** Whether a further fault would be listed, and not just counted. */
  boolean tellsMore() {
    return faults.size() < (!isInSection ? TOLD : MOST_UNGATHERED);
  }

  /** Whether that fault, which is the next one, is to be listed; it is counted in any case. */
  boolean lists(Location location) {
    if (tellsMore()
        && (!isInSection
            || ofSection.merge(kind(location.path()), 1, Integer::sum) <= MOST_OF_A_KIND)) {
      return true;
    }
    // Those of a kind are counted by kind, and become one number with the last that is listed.
    untold += tellsMore() ? 0 : 1;
    return false;
  }

  void add(Diagnostic fault) {
    faults.add(fault);
  }

  void clear() {
    faults.clear();
    untold = 0;
  }

  int size() {
    return faults.size();
  }

  /** How many faults were counted without being listed so far. */
  int untold() {
    return untold;
  }

  List<Diagnostic> listed() {
    return faults;
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  /**
   * Puts the faults since there were so many into the order of their rows, in which a person reads
   * a table; those of one row stay in the order in which they were found.
   */
  void orderByRow(int from) {
    if (faults.size() - from > 1) {
      faults.subList(from, faults.size()).sort(Comparator.comparingInt(FaultList::row));
    }
  }

  private static int row(Diagnostic fault) {
    Matcher cell = fault.path() == null ? null : CELL.matcher(fault.path());
    return fault.line() > 0 || cell == null || !cell.matches()
        ? fault.line()
        : Integer.parseInt(cell.group(1));
  }

  /**
   * Leaves of very many faults of one column the first few, and counts the others there.
   *
   * @param from how many were listed before the column
   * @param untoldBefore how many were not listed before it
   */
  void gatherColumn(int from, int untoldBefore) {
    int here = faults.size() - from + untold - untoldBefore;
    if (here <= MOST_OF_A_KIND || faults.size() <= from + SHOWN_OF_A_KIND) {
      return;
    }
    faults.subList(from + SHOWN_OF_A_KIND, faults.size()).clear();
    untold = untoldBefore;
    Diagnostic last = faults.remove(faults.size() - 1);
    faults.add(and(last, here - SHOWN_OF_A_KIND, " more values of this column are faults, too"));
  }

  /** Begins a section of JSON or YAML, whose entries follow each other with faults of all kinds. */
  void beginSection() {
    isInSection = true;
    beforeSection = faults.size();
  }

  /** Ends the section; of very many faults of one field the first few are left, with a number. */
  void endSection() {
    isInSection = false;
    if (faults.size() <= beforeSection) {
      return;
    }
    List<Diagnostic> here = faults.subList(beforeSection, faults.size());
    Map<String, Integer> listed = new HashMap<>();
    List<Diagnostic> kept = new ArrayList<>();
    for (Diagnostic fault : here) {
      String kind = kind(fault.path());
      int all = ofSection.getOrDefault(kind, 0);
      int number = listed.merge(kind, 1, Integer::sum);
      if (all <= MOST_OF_A_KIND || number < SHOWN_OF_A_KIND) {
        kept.add(fault);
      } else if (number == SHOWN_OF_A_KIND) {
        kept.add(and(fault, all - SHOWN_OF_A_KIND, " more like this"));
      }
    }
    here.clear();
    faults.addAll(kept);
    ofSection.clear();
    if (faults.size() > TOLD) {
      untold += faults.size() - TOLD;
      faults.subList(TOLD, faults.size()).clear();
    }
  }

  private static Diagnostic and(Diagnostic fault, int more, String what) {
    return new Diagnostic(
        fault.document(),
        fault.line(),
        fault.column(),
        fault.path(),
        fault.what() + ", and " + more + what,
        fault.cure());
  }

  /** The path of a field without the numbers of entries. */
  private static String kind(@Nullable String path) {
    return path == null ? "" : INDEX.matcher(path).replaceAll("");
  }
}
