package nestor.delivery;

import java.util.Locale;

/**
 * Chart of an advisory, each drawn by a template of its own. The values behind it are in {@link
 * ChartData}.
 */
public enum Chart {
  /** Share of each topic that is in good order. */
  TOPICS,
  /** Shares since the first advisory. */
  TREND,
  /** The recommendations by priority and effort. */
  MATRIX;

  String template() {
    return name().toLowerCase(Locale.ROOT) + ".svg.peb";
  }
}
