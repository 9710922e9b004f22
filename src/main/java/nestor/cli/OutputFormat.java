package nestor.cli;

/**
 * Output format of a command's result: text for people, JSON for programs. For formats of an
 * advisory use {@code Format}.
 */
enum OutputFormat {
  TEXT,
  JSON
}
