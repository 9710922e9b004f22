package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;

/** Reads single files of a rulebook, for those who try to break their reading. */
public final class FuzzedRulebookFiles {
  private FuzzedRulebookFiles() {}

  /** The faults of a file of thresholds. */
  public static List<Fault> thresholds(String text) {
    List<Fault> faults = new ArrayList<>();
    ThresholdFile.read("thresholds.yaml", text, faults);
    return faults;
  }

  /** The faults of a file about the rulebook, and of one of rows of facts. */
  public static List<Fault> about(String text) {
    List<Fault> faults = new ArrayList<>();
    RulebookFile.read("rulebook.yaml", text, new ArrayList<>(), faults);
    CsvFile.read("facts.csv", text, faults);
    return faults;
  }
}
