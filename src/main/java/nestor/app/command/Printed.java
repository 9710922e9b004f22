package nestor.app.command;

/** How a command prints what it found. */
enum Printed {
  TEXT,
  JSON
}
