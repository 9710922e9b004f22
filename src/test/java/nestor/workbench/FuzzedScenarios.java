package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.DocumentReader;
import nestor.rulebook.Rulebook;

/** Reader of a file of scenarios, for tests that try to break the reading. */
public final class FuzzedScenarios {
  private FuzzedScenarios() {}

  /** The faults of the file. */
  public static List<Diagnostic> read(String text, Rulebook rulebook) {
    List<Diagnostic> faults = new ArrayList<>();
    ScenarioFile.read(
        "security.scenarios.yaml",
        text,
        rulebook,
        new DocumentReader(rulebook.documents()),
        faults);
    return faults;
  }
}
