package nestor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * A server with more and more organisations in its store, each with a dossier and an advisory: how
 * long a start, a page, and documents from the inbox to the outbox take, and what is held.
 */
final class StoreGrowth {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DOCUMENTS = 200;
  private static final int REQUESTS = 40;
  private static final int LOT = 50;

  private final Path home;
  private final Map<String, SortedMap<Double, Double>> lines = new LinkedHashMap<>();
  private int rounds;

  private StoreGrowth(Path home) {
    this.home = home;
  }

  /**
   * Prints a table and writes a plot.
   *
   * @param counts of organisations, rising
   */
  static void measure(Path plot, List<String> counts) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "store-growth").toAbsolutePath();
    StoreGrowth growth = new StoreGrowth(folder.resolve("desk"));
    growth.first();
    OUT.println(
        "| organisations | start, s | one organisation, ms | all, ms |"
            + " 200 documents, s | heap held, MB | store, MB |");
    OUT.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (String count : counts) {
      growth.measure(Integer.parseInt(count));
    }
    Plot.write(
        plot,
        "What grows with the organisations in the store",
        "organisations in the store",
        "seconds (heap: GB)",
        growth.lines);
  }

  private static byte[] document(String organisation, int employees) throws IOException {
    ObjectNode document =
        (ObjectNode) JSON.readTree(Files.readAllBytes(Path.of("examples", "meridian-bank.json")));
    ((ObjectNode) document.get("organisation")).put("id", organisation).put("employees", employees);
    return JSON.writeValueAsBytes(document);
  }

  /** One organisation by way of the inbox; all others are copies of what it left in the store. */
  private void first() throws IOException, InterruptedException {
    try (Server server = Server.start(home, Map.of())) {
      server.drop(Map.of("org-0.json", document("org-0", 4000)));
      Server.await(() -> server.advisories("org-0") >= 1);
    }
  }

  /** Copies the first organisation, in lots that are safe on disk one by one, as advice is. */
  private void fill(int count) {
    try (Database database = Database.open(home.resolve("store"))) {
      long held =
          database.read(
              tx ->
                  tx.first("select count(*) as n from organisations", r -> r.number("n"))
                      .orElseThrow());
      for (long from = held; from < count; from += LOT) {
        long first = from;
        database.change(tx -> copy(tx, first, Math.min(first + LOT, count) - 1));
      }
    }
  }

  private static void copy(Transaction tx, long from, long to) {
    String latest = "(select max(made) from advisories where organisation = 'org-0')";
    String ofThese = " from system_range(" + from + ", " + to + ") n, ";
    tx.update(
        "insert into organisations select 'org-' || n.x, revision, last_document_at, due_since,"
            + " advised_revision, advised_on, advised_rulebook"
            + ofThese
            + "organisations o where o.id = 'org-0'");
    tx.update(
        "insert into statements select 'org-' || n.x, section, source, partial, entries, document,"
            + " received_at, sha256, receipt, notes"
            + ofThese
            + "statements o where o.organisation = 'org-0'");
    tx.update(
        "insert into advisories (id, organisation, as_of, rulebook, content, created_at, previous)"
            + " select o.id, 'org-' || n.x, as_of, rulebook, content, created_at, previous"
            + ofThese
            + "advisories o where o.organisation = 'org-0' and o.made = "
            + latest);
    tx.update(
        "insert into advisory_statements select 'org-' || n.x, advisory, section, source, receipt"
            + ofThese
            + "advisory_statements o where o.organisation = 'org-0' and o.advisory ="
            + " (select id from advisories where organisation = 'org-0' and made = "
            + latest
            + ")");
    // A receipt's id begins with its moment.
    tx.update(
        "insert into receipts (id, name, placed_for, sha256, size_bytes, received_at, state,"
            + " reason, organisation, path) select substr(o.id, 1, 20) || lpad(n.x, 6, '0'), name,"
            + " placed_for, sha256, size_bytes, received_at, state, reason, 'org-' || n.x, path"
            + ofThese
            + "receipts o where o.id ="
            + " (select min(id) from receipts where organisation = 'org-0')");
  }

  private void measure(int count) throws IOException, InterruptedException {
    fill(count);
    long begun = System.nanoTime();
    try (Server server = Server.start(home, Map.of())) {
      double start = seconds(begun);
      double one = median(server, "/organisations/org-0");
      double all = median(server, "/organisations");
      // The first documents are the server's warming up.
      documents(server, count);
      double documents = documents(server, count);
      long heap = heap(server);
      double store = Files.size(home.resolve("store").resolve("nestor.mv.db")) / 1e6;
      OUT.printf(
          Locale.ROOT,
          "| %,d | %.1f | %.1f | %.1f | %.1f | %d | %,.0f |%n",
          count,
          start,
          one * 1e3,
          all * 1e3,
          documents,
          heap,
          store);
      note("start", count, start);
      note("one organisation", count, one);
      note("list of all", count, all);
      if (count >= DOCUMENTS) {
        note(DOCUMENTS + " documents", count, documents);
      }
      note("heap held", count, heap / 1e3);
    }
  }

  private void note(String line, int count, double value) {
    lines.computeIfAbsent(line, l -> new TreeMap<>()).put((double) count, value);
  }

  /** Documents of 200 organisations from all over the store, or of as many as there are. */
  private double documents(Server server, int count) throws IOException, InterruptedException {
    rounds++;
    int distinct = Math.min(count, DOCUMENTS);
    Map<String, byte[]> documents = new LinkedHashMap<>();
    for (int i = 0; i < distinct; i++) {
      String organisation = "org-" + (long) i * count / distinct;
      documents.put(organisation + ".json", document(organisation, 4000 + rounds));
    }
    long before = server.advisories("org-");
    long begun = System.nanoTime();
    server.drop(documents);
    Server.await(() -> server.advisories("org-") >= before + distinct);
    return seconds(begun);
  }

  private static double median(Server server, String path)
      throws IOException, InterruptedException {
    double[] times = new double[REQUESTS];
    for (int i = -REQUESTS / 2; i < REQUESTS; i++) {
      long begun = System.nanoTime();
      server.get(path);
      if (i >= 0) {
        times[i] = seconds(begun);
      }
    }
    Arrays.sort(times);
    return times[REQUESTS / 2];
  }

  /** What is held after a collection, in MB. */
  private static long heap(Server server) throws IOException, InterruptedException {
    jcmd(server, "GC.run");
    return jcmd(server, "GC.heap_info").stream()
            .filter(line -> line.contains(" used "))
            .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
            .mapToLong(line -> Long.parseLong(line.replaceAll(".* used (\\d+)K.*", "$1")))
            .sum()
        / 1000;
  }

  private static List<String> jcmd(Server server, String command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(server.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    List<String> said =
        new ArrayList<>(
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    process.waitFor();
    return said;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
