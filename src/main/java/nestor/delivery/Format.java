package nestor.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Output format of an advisory. For how a command prints its result use {@code OutputFormat}. */
public enum Format {
  /** For a terminal, at 80 columns. */
  TEXT("txt"),
  /** For programs: the public contract. */
  JSON("json"),
  /** For a wiki, a ticket or a repository. */
  MARKDOWN("md"),
  /** One page that needs nothing beside itself. */
  HTML("html"),
  /** For a board's folder and for print: two pages, and all the rest behind them. */
  PDF("pdf"),
  /** The recommendations for a tracker, one a row. */
  CSV("csv"),
  /** The dates by which recommendations are to be carried out, for a calendar. */
  ICS("ics"),
  /** The recommendations as issues for the CSV importer of Jira. */
  JIRA_CSV("jira.csv"),
  /** The recommendations as the text of one issue on GitHub, with a box to tick for each. */
  GITHUB_ISSUE("github.md");

  private final String extension;

  Format(String extension) {
    this.extension = extension;
  }

  /** Extension of a file of this format, without the dot. */
  public String extension() {
    return extension;
  }

  /** The name as people write it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Media type of a file of this format, without a charset. */
  public String mediaType() {
    return switch (this) {
      case TEXT -> "text/plain";
      case JSON -> "application/json";
      case MARKDOWN, GITHUB_ISSUE -> "text/markdown";
      case HTML -> "text/html";
      case PDF -> "application/pdf";
      case CSV, JIRA_CSV -> "text/csv";
      case ICS -> "text/calendar";
    };
  }

  /** Whether it lists recommendations, of one owner as well as of all. */
  public boolean lists() {
    return this == CSV || this == ICS || this == JIRA_CSV || this == GITHUB_ISSUE;
  }

  /** Whether advisories of several organisations make one answer in this format. */
  public boolean joins() {
    return this == JSON || this == TEXT || this == MARKDOWN;
  }

  /** The format of that lower-case name, if there is one. */
  public static Optional<Format> named(String label) {
    return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
  }
}
