package nestor.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nestor.rulebook.Effort;
import nestor.rulebook.Priority;

/** Values behind the charts. Templates turn them into shapes and words. */
final class ChartData {
  private ChartData() {}

  /**
   * Priority against effort.
   *
   * @param efforts from the least to the most; the empty one, of rules that state none, is the last
   *     and only there where there are such
   * @param rows from the most urgent on
   */
  record Matrix(List<String> efforts, List<Row> rows) {}

  /**
   * The recommendations of one priority.
   *
   * @param most how many its fullest cell has
   */
  record Row(String priority, List<Cell> cells, int most) {}

  /** The recommendations of one priority and effort. */
  record Cell(String effort, List<AdvisoryModelParts.Item> items) {}

  static Matrix matrix(List<AdvisoryModelParts.Item> advice) {
    List<String> efforts = new ArrayList<>(Effort.WORDS);
    if (advice.stream().anyMatch(item -> !efforts.contains(effort(item)))) {
      efforts.add("");
    }
    List<Row> rows = new ArrayList<>();
    for (Priority priority : Priority.values()) {
      String word = priority.text();
      List<Cell> cells =
          efforts.stream()
              .map(
                  effort ->
                      new Cell(
                          effort,
                          advice.stream()
                              .filter(item -> item.priority().equals(word))
                              .filter(item -> column(item, efforts).equals(effort))
                              .toList()))
              .toList();
      rows.add(
          new Row(word, cells, cells.stream().mapToInt(c -> c.items().size()).max().orElse(0)));
    }
    return new Matrix(List.copyOf(efforts), rows);
  }

  private static String column(AdvisoryModelParts.Item item, List<String> efforts) {
    return efforts.contains(effort(item)) ? effort(item) : "";
  }

  private static String effort(AdvisoryModelParts.Item item) {
    return Objects.requireNonNullElse(item.effort(), "");
  }
}
