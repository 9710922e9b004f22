package nestor.app;

/** How a command prints what it found. */
enum Printed {
  TEXT,
  JSON
}
