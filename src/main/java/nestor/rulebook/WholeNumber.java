package nestor.rulebook;

import java.util.List;
import java.util.Map;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.source.YamlFile;

/** Reader of whole numbers in a rulebook's YAML files; decimals are read where they are used. */
final class WholeNumber {
  private WholeNumber() {}

  /**
   * Returns a number from 1 to the most, or the other one where there is none.
   *
   * @param what what a text that is no such number is not, after "is no"
   */
  static int of(
      Map<String, YamlFile.Value> values,
      String key,
      String what,
      int otherwise,
      int most,
      List<Diagnostic> faults) {
    YamlFile.Value value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    String text = value.text();
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= most && Integer.parseInt(text) > 0) {
      return Integer.parseInt(text);
    }
    faults.add(
        value
            .position()
            .fault("'" + text + "' is no " + what, "write a whole number from 1 to " + most));
    return otherwise;
  }
}
