package nestor.rulebook;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.load.ThresholdFile;
import nestor.rulebook.source.CsvFile;

/** Reader of single files of a rulebook, for tests that try to break the reading. */
public final class FuzzedRulebookFiles {
  private FuzzedRulebookFiles() {}

  /** The faults of a file of thresholds. */
  public static List<Diagnostic> thresholds(String text) {
    List<Diagnostic> faults = new ArrayList<>();
    ThresholdFile.read("thresholds.yaml", text, faults);
    return faults;
  }

  /** The faults of a file about the rulebook, and of one of rows of facts. */
  public static List<Diagnostic> about(String text) {
    List<Diagnostic> faults = new ArrayList<>();
    RulebookManifest.read("rulebook.yaml", text, new ArrayList<>(), faults);
    CsvFile.read("facts.csv", text, faults);
    return faults;
  }
}
