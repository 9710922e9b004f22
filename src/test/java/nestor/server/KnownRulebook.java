package nestor.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import nestor.rulebook.load.RulebookLoader;

/**
 * A rulebook that was in force in a home before, so that a server need not try it anew. For tests
 * of what a server does; not for those of whether a rulebook comes into force.
 */
public final class KnownRulebook {
  private KnownRulebook() {}

  /** Leaves it in the home, as a server leaves it that had it in force. */
  public static void in(Path home, Path rules) throws IOException {
    Path shelf = home.resolve("rulebooks");
    if (Files.exists(shelf)) {
      return;
    }
    RulebookLoader.Snapshot known = RulebookLoader.snapshot(rules);
    for (Map.Entry<String, String> file : known.texts().entrySet()) {
      Path copy = shelf.resolve(known.version()).resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.getValue());
    }
    Files.writeString(shelf.resolve("history.tsv"), Instant.EPOCH + "\t" + known.version() + "\n");
  }
}
