package nestor.cli;

/** Output format of a command's result: text for people, JSON for programs. */
enum OutputFormat {
  TEXT,
  JSON
}
