package nestor.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import nestor.rulebook.drools.CompilationCache;
import nestor.server.reload.RulebookReloader;

/** How long an edited condition takes until it is in force, its scenarios run; in larger books. */
final class Reload {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final String ONE_WAY = "Backup(lastRun != null, $system : system)";
  private static final String OTHER_WAY = "Backup($system : system, lastRun != null)";
  private static final int WARM = 5;

  private Reload() {}

  /** Of a book of about so many rules, so many edits. */
  static void measure(int rules, int edits) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "reload").toAbsolutePath();
    Path book = folder.resolve("rules");
    Books.write(rules, book, true);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (RulebookReloader live =
        new RulebookReloader(
            book, folder.resolve("desk"), CompilationCache.NONE, Clock.systemUTC(), silent)) {
      live.start();
      double[] times = new double[edits];
      for (int i = -WARM; i < edits; i++) {
        double time = edit(book.resolve("security.systems.drl"), live);
        if (i >= 0) {
          times[i] = time;
        }
      }
      Arrays.sort(times);
      OUT.printf(
          Locale.ROOT,
          "| %d | %.1f | %.1f |%n",
          111 * Books.copies(rules),
          times[edits / 2],
          times[edits - 1]);
    }
  }

  static void heading() {
    OUT.println();
    OUT.println("| rules | live after, s (median) | longest |");
    OUT.println("| ---: | ---: | ---: |");
  }

  private static double edit(Path file, RulebookReloader live)
      throws IOException, InterruptedException {
    String text = Files.readString(file);
    boolean turned = text.contains(OTHER_WAY);
    String before = live.active().rulebookVersion();
    Files.writeString(
        file, text.replace(turned ? OTHER_WAY : ONE_WAY, turned ? ONE_WAY : OTHER_WAY));
    long begun = System.nanoTime();
    Server.await(() -> !live.active().rulebookVersion().equals(before));
    return (System.nanoTime() - begun) / 1e9;
  }
}
