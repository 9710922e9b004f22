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
  ICS("ics");

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
    return name().toLowerCase(Locale.ROOT);
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
